package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a server that has ended. */
class OwnServerTest {

  @Test
  void ofItsLastWordsTheExceptionIsNotLost(@TempDir Path folder) throws Exception {
    Path source = Files.createDirectory(folder.resolve("miniredis")).resolve("Main.java");
    Files.writeString(
        source,
        """
        package miniredis;
        class Main {
          public static void main(String[] args) { deeper(300); }
          static void deeper(int times) {
            if (times == 0) throw new IllegalStateException("deep");
            deeper(times - 1);
          }
        }
        """);
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    List<String> command = List.of(java, source.toString());
    try (OwnServer server = OwnServer.start(command, folder, OwnServer.freePort())) {
      assertThat(server.lastWords())
          .hasSize(4)
          .startsWith(
              "Exception in thread \"main\" java.lang.IllegalStateException: deep",
              "\tat miniredis.Main.deeper(Main.java:5)",
              "\tat miniredis.Main.deeper(Main.java:6)")
          .last()
          .asString()
          .matches("\t... \\d+ more");
    }
  }
}
