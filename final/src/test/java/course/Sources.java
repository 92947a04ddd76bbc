package course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java sources in a folder: a step's, or what a reader has typed so far. */
record Sources(Path root) {

  private static final String MAIN = "miniredis/Main.java";

  /** Sources that are no program yet. The message is the compiler's, for the reader. */
  static final class NotCompiled extends RuntimeException {
    NotCompiled(String message) {
      super(message);
    }
  }

  /** Looks where {@code ./run source DIR} looks: a folder may be a module, a src, or bare. */
  static Sources in(Path folder) {
    return Stream.of("src/main/java", "main/java", "java", "")
        .map(folder::resolve)
        .filter(root -> Files.isRegularFile(root.resolve(MAIN)))
        .findFirst()
        .map(Sources::new)
        .orElseThrow(() -> new NotCompiled("There is no src/main/java/" + MAIN + " in " + folder));
  }

  /** Compiles them all into a folder, and returns it. */
  Path compile(Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      List<String> options = List.of("-d", classes.toString(), "-proc:none", "-nowarn", "-g");
      var units = files.getJavaFileObjectsFromPaths(all());
      if (compiler.getTask(null, files, said, options, null, units).call()) return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new NotCompiled(
        said.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(this::show)
            .collect(Collectors.joining("\n", "The sources do not compile:\n", "")));
  }

  private String show(Diagnostic<? extends JavaFileObject> error) {
    Path file = error.getSource() == null ? root : Path.of(error.getSource().toUri());
    String place = root.relativize(file) + ":" + error.getLineNumber();
    return "  " + place + ": " + error.getMessage(Locale.ROOT).replace("\n", "\n    ");
  }

  /** Whether the text stands in any of them. */
  boolean mention(String text) {
    try {
      for (Path file : all()) {
        if (Files.readString(file).contains(text)) return true;
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  /** Removes a folder and all that is in it; what something else has removed already is no harm. */
  static void delete(Path folder) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(found::add);
      for (Path file : found) Files.deleteIfExists(file);
    } catch (IOException | UncheckedIOException leftBehind) {
      // A folder for temporary files, which the system empties.
    }
  }
}
