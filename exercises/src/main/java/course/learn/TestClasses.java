package course.learn;

import module java.base;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The conformance tests of a step, or those of the exercises, compiled once and kept in a folder
 * until one of their sources changes. No Maven has a part in it.
 *
 * @param sources {@code src/test/java} of a module
 * @param cache a folder of the module's own below it; made if absent
 */
record TestClasses(Path sources, Path cache) {

  /** Loads the tests' classes from the cache and nothing else first. */
  private static final class Loader extends URLClassLoader {
    static {
      registerAsParallelCapable();
    }

    Loader(URL classes) {
      super(new URL[] {classes}, Loader.class.getClassLoader());
    }

    /** Each step has a package {@code course} of its own, and this program has one too. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        boolean own = findResource(name.replace('.', '/') + ".class") != null;
        if (known != null) return known;
        return own ? findClass(name) : super.loadClass(name, resolve);
      }
    }
  }

  /** The tests' classes, compiled if need be. The caller closes the loader. */
  URLClassLoader load() throws IOException {
    Path classes = classes();
    if (!areThere()) compileTo(classes);
    return new Loader(classes.toUri().toURL());
  }

  /** Whether they need not be compiled. */
  boolean areThere() throws IOException {
    return Files.isDirectory(classes());
  }

  private Path classes() throws IOException {
    return cache.resolve(Integer.toHexString(stamp().hashCode()));
  }

  /** The folder is there whole or not at all: another program may want it in the same moment. */
  private void compileTo(Path classes) throws IOException {
    Files.createDirectories(cache);
    Path made = Files.createTempDirectory(cache, "new-");
    compile(made);
    try {
      Files.move(made, classes);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
      Workspace.delete(made);
    }
  }

  /** Names, sizes and times of all sources, and the JDK: another of any is another stamp. */
  private String stamp() throws IOException {
    StringJoiner stamp = new StringJoiner("\n", Runtime.version() + "\n", "");
    for (Path file : all()) {
      stamp.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
    }
    return stamp.toString();
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** Only the tests that talk to a server: others know the module's own classes. */
  private List<Path> tests() throws IOException {
    List<Path> tests = new ArrayList<>();
    for (Path file : all()) {
      String text = Files.readString(file);
      if (text.contains("extends ConformanceTest") || text.contains("extends OwnProcessTest"))
        tests.add(file);
    }
    return tests;
  }

  private void compile(Path classes) throws IOException {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-d",
              classes.toString(),
              "-sourcepath",
              sources.toString(),
              "-proc:none",
              "-nowarn",
              "-implicit:class",
              // Where tests run this, their own copies of these classes are on its path.
              "-Xprefer:source",
              "-g",
              "-cp",
              classPath());
      var units = files.getJavaFileObjectsFromPaths(tests());
      if (compiler.getTask(null, files, said, options, null, units).call()) return;
    }
    String errors =
        said.getDiagnostics().stream()
            .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
            .map(Object::toString)
            .limit(3)
            .collect(Collectors.joining("\n"));
    throw new IOException("the tests in " + sources + " do not compile:\n" + errors);
  }

  /** JUnit is on this program's class path. */
  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
