package course;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A {@code java wrong} block: the obvious way that does not work, proven not to. Its last line says
 * how it fails: {@code // error: } and a part of the compiler's message, or {@code // fails: } and
 * a part of what is thrown when it runs. The block is a few statements, which see this module's
 * classes, or whole types.
 */
final class WrongJava {

  private static final String ERROR = "// error: ";
  private static final String FAILS = "// fails: ";

  private WrongJava() {}

  static void check(Fence fence, Path classes) throws Exception {
    String last = fence.lines().isEmpty() ? "" : fence.lines().getLast().strip();
    if (!last.startsWith(ERROR) && !last.startsWith(FAILS)) {
      throw problem(fence, "the last line should be \"" + ERROR + "...\" or \"" + FAILS + "...\"");
    }
    String says = last.substring(ERROR.length()).strip();
    Path out = Files.createTempDirectory("wrong");
    try {
      String errors = compile(fence, classes, out);
      if (last.startsWith(ERROR)) {
        if (errors.isEmpty()) throw problem(fence, "it compiles, and should say: " + says);
        if (!errors.contains(says)) throw problem(fence, "the compiler says instead:\n" + errors);
      } else {
        if (!errors.isEmpty()) throw problem(fence, "it should compile, and does not:\n" + errors);
        run(fence, classes, out, says);
      }
    } finally {
      delete(out);
    }
  }

  private static String compile(Fence fence, Path classes, Path out) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> options = List.of("-cp", classes.toString(), "-d", out.toString(), "-proc:none");
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Wrong.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return unit(fence);
          }
        };
    compiler.getTask(null, null, said, options, null, List.of(source)).call();
    return said.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .collect(Collectors.joining("\n"));
  }

  private static String unit(Fence fence) {
    String code = String.join("\n", fence.lines());
    boolean types =
        code.matches(
            "(?s)(//[^\n]*\n)*((final|abstract|sealed) )*(class|record|interface|enum) .*");
    String head = "package miniredis;\nimport module java.base;\n";
    if (types) return head + code;
    return head + "class Wrong { static void run() throws Exception {\n" + code + "\n} }";
  }

  private static void run(Fence fence, Path classes, Path out, String says) throws Exception {
    URL[] urls = {out.toUri().toURL(), classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      var run = loader.loadClass("miniredis.Wrong").getDeclaredMethod("run");
      run.setAccessible(true);
      run.invoke(null);
    } catch (InvocationTargetException e) {
      String thrown = e.getCause().toString();
      if (thrown.contains(says)) return;
      throw problem(fence, "it throws instead: " + thrown);
    }
    throw problem(fence, "it runs through, and should fail with: " + says);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }

  private static AssertionError problem(Fence fence, String what) {
    return new AssertionError("README.md:" + fence.line() + ": " + what);
  }
}
