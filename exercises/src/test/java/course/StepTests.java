package course;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The conformance tests of a step, compiled here, so that the step's module need not be built. */
final class StepTests {

  private final Map<String, Class<?>> classes = new TreeMap<>();

  StepTests(Path step, Path work) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.list(step.resolve("src/test/java/miniredis"))) {
      sources = files.filter(file -> file.toString().endsWith("ConformanceTest.java")).toList();
    }
    compile(sources, work);
    URLClassLoader loader =
        new URLClassLoader(new URL[] {work.toUri().toURL()}, StepTests.class.getClassLoader());
    for (Path source : sources) {
      String name = source.getFileName().toString().replace(".java", "");
      classes.put(name, load(loader, "miniredis." + name));
    }
  }

  private static Class<?> load(ClassLoader loader, String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compiles files that need only each other and what the tests here have; returns the folder. */
  static Path compile(List<Path> files, Path classes) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-g", "-d", classes.toString()));
    files.forEach(file -> words.add(file.toString()));
    Files.createDirectories(classes);
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
    if (code != 0) throw new AssertionError("does not compile: " + files);
    return classes;
  }

  /** The names of all classes. */
  List<String> all() {
    return List.copyOf(classes.keySet());
  }

  /**
   * What must run so that these tests do. A class is run whole, so that it shows what else fails;
   * of one that starts and kills servers, which takes long, only the test itself.
   */
  List<String> around(List<String> tests) {
    return tests.stream().map(this::around).distinct().toList();
  }

  private String around(String test) {
    String name = test.replaceFirst("\\..*", "");
    return OwnProcessTest.class.isAssignableFrom(classes.get(name)) ? test : name;
  }

  /**
   * Runs classes, and methods as {@code Class.method}, each by itself: where the server falls
   * silent a run ends. Returns the first message of each test that fails.
   */
  Map<String, String> failures(String command, Collection<String> tests) {
    Map<String, String> failures = new TreeMap<>();
    for (String test : tests) {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectors(test))
              .configurationParameter("command", command)
              .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
              .build();
      LauncherFactory.create().execute(request, new Failures(failures));
    }
    return failures;
  }

  private List<DiscoverySelector> selectors(String test) {
    String[] words = test.split("\\.");
    Class<?> type = classes.get(words[0]);
    if (type == null) throw new IllegalArgumentException("the step has no " + test);
    if (words.length == 1) return List.of(selectClass(type));
    List<DiscoverySelector> methods = new ArrayList<>();
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(words[1]))
        .forEach(method -> methods.add(selectMethod(type, method)));
    if (methods.isEmpty()) throw new IllegalArgumentException("the step has no " + test);
    return methods;
  }

  private record Failures(Map<String, String> found) implements TestExecutionListener {

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() != TestExecutionResult.Status.FAILED) return;
      Throwable thrown = result.getThrowable().orElseThrow();
      found.putIfAbsent(name(test), String.valueOf(thrown.getMessage()));
    }

    private static String name(TestIdentifier test) {
      return switch (test.getSource().orElse(null)) {
        case MethodSource method -> simple(method.getClassName()) + "." + method.getMethodName();
        case ClassSource type -> simple(type.getClassName());
        case null, default -> test.getDisplayName();
      };
    }

    private static String simple(String name) {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }
}
