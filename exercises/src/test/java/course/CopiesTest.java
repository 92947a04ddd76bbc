package course;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package {@code course} is the same in every module, to the byte. */
class CopiesTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void theMachineryIsTheSameInEveryModule() throws Exception {
    Map<String, String> original = machinery(ROOT.resolve("step01-ping"));
    assertThat(original).isNotEmpty();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(m -> Files.exists(m.resolve("pom.xml"))).toList()) {
        Map<String, String> copy = machinery(module);
        // Here, and only here, the machinery has tests of its own beside it.
        if (module.endsWith("exercises")) copy.keySet().retainAll(original.keySet());
        original.forEach(
            (f, text) -> assertThat(copy.get(f)).as(module + ": " + f).isEqualTo(text));
        assertThat(copy.keySet()).as(module.toString()).isEqualTo(original.keySet());
      }
    }
  }

  private static Map<String, String> machinery(Path module) throws Exception {
    Map<String, String> files = new TreeMap<>();
    Path folder = module.resolve("src/test/java/course");
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList())
        files.put(file.getFileName().toString(), Files.readString(file));
    }
    return files;
  }

  /** So what passes there need not be tried in each step: against a real Redis, for one. */
  @Test
  void theLastModuleHasTheConformanceTestsOfAllSteps() throws Exception {
    Path last = ROOT.resolve("final/src/test/java/miniredis");
    for (Path test : conformanceTests())
      assertThat(Files.readString(last.resolve(test.getFileName())))
          .as(test.toString())
          .isEqualTo(Files.readString(test));
  }

  private static List<Path> conformanceTests() throws Exception {
    try (Stream<Path> files = Files.walk(ROOT, 6)) {
      List<Path> tests =
          files
              .filter(
                  file ->
                      ROOT.relativize(file)
                          .toString()
                          .matches("step.*/miniredis/.*ConformanceTest.java"))
              .toList();
      assertThat(tests).hasSizeGreaterThan(30);
      return tests;
    }
  }

  /** The runner cuts what a server printed as the tests do, and its program has no tests. */
  @Test
  void theRunnerHasACopyToo() throws Exception {
    assertThat(Files.readString(Path.of("src/main/java/course/Trace.java")))
        .isEqualTo(Files.readString(Path.of("src/test/java/course/Trace.java")));
  }
}
