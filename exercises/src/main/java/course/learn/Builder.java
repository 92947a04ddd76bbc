package course.learn;

import module java.base;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles sources in memory, in this JVM. The second time takes a tenth of the first: the compiler
 * is warm, and what it knows of the JDK is kept. For one thread.
 */
final class Builder implements AutoCloseable {

  /**
   * The first thing that is wrong: mostly it is the cause of all others.
   *
   * @param more how many errors the compiler sees besides
   */
  record Fault(String file, long line, long column, String source, String message, int more) {

    /** The error with its line and a caret, ready to be shown. */
    List<String> lines() {
      List<String> lines = new ArrayList<>(List.of(file + ", line " + line + ":", ""));
      lines.add("  " + source.replace('\t', ' '));
      lines.add("  " + " ".repeat((int) Math.max(0, column - 1)) + "^");
      message.lines().forEach(lines::add);
      if (more > 0) lines.add("(The compiler sees %d more; mend this one first.)".formatted(more));
      return lines;
    }
  }

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager standard =
      compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

  private Map<String, byte[]> classes = Map.of();

  /** Compiles; the fault, or none, and then {@link #writeTo} has something to write. */
  Optional<Fault> compile(Typed typed) {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    Kept kept = new Kept(standard);
    List<JavaFileObject> units = new ArrayList<>();
    typed.files().forEach((name, text) -> units.add(new Text(name, text)));
    List<String> options = List.of("-proc:none", "-nowarn", "-g", "-implicit:none");
    boolean fine = compiler.getTask(null, kept, said, options, null, units).call();
    classes = fine ? kept.written() : Map.of();
    return fine ? Optional.empty() : Optional.of(fault(typed, said.getDiagnostics()));
  }

  private static Fault fault(Typed typed, List<Diagnostic<? extends JavaFileObject>> said) {
    List<Diagnostic<? extends JavaFileObject>> errors =
        said.stream().filter(each -> each.getKind() == Diagnostic.Kind.ERROR).toList();
    var first = errors.getFirst();
    String message = first.getMessage(Locale.ROOT);
    if (!(first.getSource() instanceof Text text))
      return new Fault("", 0, 0, "", message, errors.size() - 1);
    String[] lines = typed.files().get(text.name).split("\n", -1);
    int line = Math.clamp(first.getLineNumber(), 1, lines.length);
    long column = first.getColumnNumber();
    return new Fault(text.name, line, column, lines[line - 1], message, errors.size() - 1);
  }

  /** Writes the classes into a folder. */
  void writeTo(Path folder) throws IOException {
    for (var each : classes.entrySet()) {
      Path file = folder.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
  }

  @Override
  public void close() throws IOException {
    standard.close();
  }

  /** A source that is in memory already. */
  private static final class Text extends SimpleJavaFileObject {
    private final String name;
    private final String text;

    Text(String name, String text) {
      super(URI.create("memory:///miniredis/" + name.replace(" ", "%20")), Kind.SOURCE);
      this.name = name;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text;
    }
  }

  /** Keeps what the compiler writes. */
  private static final class Kept extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> files = new TreeMap<>();

    Kept(JavaFileManager standard) {
      super(standard);
    }

    Map<String, byte[]> written() {
      Map<String, byte[]> all = new TreeMap<>();
      files.forEach((name, bytes) -> all.put(name, bytes.toByteArray()));
      return all;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String type, JavaFileObject.Kind kind, FileObject sibling) {
      String name = type.replace('.', '/') + kind.extension;
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          files.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
