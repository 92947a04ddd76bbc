package miniredis.probe;

import module java.base;
import module java.compiler;

/**
 * The Java sources in a folder, a step's or a learner's, compiled into memory: nothing is written,
 * so nothing is left behind when the process is killed.
 *
 * @param root the folder that has the folder {@code miniredis} in it
 */
record Sources(Path root) {

  private static final String MAIN = "miniredis/Main.java";

  /** The folder may be a module, a src, or bare, as {@code ./run source} takes it. */
  static Sources in(Path folder) throws ProbeException {
    return Stream.of("src/main/java", "main/java", "java", "")
        .map(folder::resolve)
        .filter(root -> Files.isRegularFile(root.resolve(MAIN)))
        .findFirst()
        .map(Sources::new)
        .orElseThrow(
            () -> new ProbeException("There is no src/main/java/" + MAIN + " in " + folder));
  }

  /**
   * The file of a class of the package, as seen from the repository's folder, if that is known;
   * with slashes whatever the system's own are.
   */
  String file(String type) {
    Path file = root.resolve("miniredis/" + type + ".java").toAbsolutePath().normalize();
    Path home = Path.of(System.getProperty("miniredis.root", "")).toAbsolutePath().normalize();
    Path shown = file.startsWith(home) ? home.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }

  /** The source of a class of the package; empty if there is none. */
  String text(String type) {
    try {
      return Files.readString(root.resolve("miniredis/" + type + ".java"));
    } catch (IOException none) {
      return "";
    }
  }

  /**
   * Compiles all of them, and one more class of the package.
   *
   * @param name of the class that is added, or null
   * @param text its source
   * @throws ProbeException with the compiler's first words if they do not compile
   */
  Map<String, byte[]> compile(String name, String text) throws ProbeException {
    JavaCompiler compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
    if (compiler == null) throw new ProbeException("This is a Java without a compiler: use a JDK.");
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      files.setLocation(StandardLocation.CLASS_PATH, List.of());
      InMemory memory = new InMemory(files);
      List<JavaFileObject> units = new ArrayList<>();
      files.getJavaFileObjectsFromPaths(all()).forEach(units::add);
      if (name != null) units.add(new SourceText(name, text));
      List<String> options = List.of("-proc:none", "-nowarn", "-g");
      if (compiler.getTask(null, memory, said, options, null, units).call())
        return memory.classes();
    } catch (IOException e) {
      throw new ProbeException("The sources in " + root + " cannot be read: " + e.getMessage());
    }
    throw new ProbeException(firstError(said.getDiagnostics()));
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private String firstError(List<Diagnostic<? extends JavaFileObject>> said) {
    return said.stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .findFirst()
        .map(this::line)
        .orElse("The sources do not compile.");
  }

  private String line(Diagnostic<? extends JavaFileObject> error) {
    String message = error.getMessage(Locale.ROOT).lines().findFirst().orElse("");
    if (error.getSource() == null) return message;
    String file = error.getSource().getName();
    String short_ =
        file.startsWith(root.toString()) ? root.relativize(Path.of(file)).toString() : file;
    return short_ + ":" + error.getLineNumber() + ": " + message;
  }

  /** A source that stands in no file. */
  private static final class SourceText extends SimpleJavaFileObject {
    private final String text;

    SourceText(String name, String text) {
      super(URI.create("memory:///miniredis/" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps what the compiler makes. */
  private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> made = new HashMap<>();

    InMemory(StandardJavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new HashMap<>();
      made.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      URI where = URI.create("memory:///" + name.replace('.', '/') + kind.extension);
      return new SimpleJavaFileObject(where, kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          made.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
