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

  /** Compiles; the fault, or none, and then there are classes. */
  Optional<Fault> compile(Typed typed) {
    List<JavaFileObject> units = new ArrayList<>();
    typed.files().forEach((name, text) -> units.add(new Text(name, text)));
    return compile(units, List.of("-implicit:none"));
  }

  /** Compiles {@code main}, a file below {@code root}, and what it needs of its neighbours. */
  Optional<Fault> compile(Path root, String main) {
    List<JavaFileObject> units = new ArrayList<>();
    standard.getJavaFileObjects(root.resolve(main)).forEach(units::add);
    return compile(units, List.of("-implicit:class", "-sourcepath", root.toString()));
  }

  private Optional<Fault> compile(List<JavaFileObject> units, List<String> more) {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    Kept kept = new Kept(standard);
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-g"));
    options.addAll(more);
    boolean fine = compiler.getTask(null, kept, said, options, null, units).call();
    classes = fine ? kept.written() : Map.of();
    return fine ? Optional.empty() : Optional.of(fault(said.getDiagnostics()));
  }

  private static Fault fault(List<Diagnostic<? extends JavaFileObject>> said) {
    List<Diagnostic<? extends JavaFileObject>> errors =
        said.stream().filter(each -> each.getKind() == Diagnostic.Kind.ERROR).toList();
    var first = errors.getFirst();
    String message = first.getMessage(Locale.ROOT);
    JavaFileObject source = first.getSource();
    if (source == null) return new Fault("", 0, 0, "", message, errors.size() - 1);
    String[] lines = text(source).split("\n", -1);
    int line = Math.clamp(first.getLineNumber(), 1, lines.length);
    String name = source instanceof Text typed ? typed.name : source.getName();
    long column = first.getColumnNumber();
    return new Fault(name, line, column, lines[line - 1], message, errors.size() - 1);
  }

  private static String text(JavaFileObject source) {
    try {
      return source.getCharContent(true).toString();
    } catch (IOException gone) {
      return "";
    }
  }

  /** Loads the classes from memory. */
  ClassLoader loader() {
    Map<String, byte[]> all = classes;
    return new ClassLoader() {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = all.get(name.replace('.', '/') + ".class");
        if (bytes == null) throw new ClassNotFoundException(name);
        return defineClass(name, bytes, 0, bytes.length);
      }
    };
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
