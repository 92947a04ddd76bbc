package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the folder of a step's compiled tests. */
class TestClassesTest {

  @TempDir Path cache;

  /**
   * Maven's class path has classes of the same names beside these sources. A cache that took them
   * for its own would be of no use to a program with another path.
   */
  @Test
  void allThatTheTestsNeedIsCompiledFromTheirSources() throws Exception {
    Path sources = Clone.REAL.resolve("step01-ping/src/test/java");
    try (URLClassLoader classes = new TestClasses(sources, cache).load()) {
      Class<?> test = classes.loadClass("miniredis.PingConformanceTest");
      for (String name : List.of("ConformanceTest", "Redis", "Judge", "Subject", "Incoming")) {
        Class<?> own = classes.loadClass("course." + name);
        assertThat(own.getClassLoader()).as(name).isSameAs(test.getClassLoader());
      }
    }
  }

  @Test
  void theSecondTimeNothingIsCompiled() throws Exception {
    Path sources = Clone.REAL.resolve("step01-ping/src/test/java");
    new TestClasses(sources, cache).load().close();
    Map<Path, FileTime> first = times();
    new TestClasses(sources, cache).load().close();
    assertThat(times()).isEqualTo(first).isNotEmpty();
  }

  private Map<Path, FileTime> times() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.toList()) times.put(file, Files.getLastModifiedTime(file));
    }
    return times;
  }
}
