package course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How bytes are shown, and where they differ, to somebody who wants to find a mistake. */
class FailureMessageTest {

  private static String lines(String text) {
    return Visible.lines(text.getBytes(UTF_8));
  }

  private static Difference between(String expected, String came) {
    return Difference.between(expected.getBytes(UTF_8), came.getBytes(UTF_8));
  }

  @Test
  void aLongRunIsToldAsANumber() {
    assertThat(lines("ECHO " + "x".repeat(65_537) + "\r\n"))
        .isEqualTo("  ECHO (65,537 x \"x\")\\r\\n");
    assertThat(lines("\0".repeat(1_000))).isEqualTo("  (1,000 x \"\\x00\")");
  }

  @Test
  void equalLinesAreToldAsANumber() {
    assertThat(lines("+PONG\r\n".repeat(5_000) + ":1\r\n"))
        .isEqualTo("  5,000 x \"+PONG\\r\\n\"\n  :1\\r\\n");
  }

  @Test
  void aMegabyteOfTextIsCutShort() {
    String text = lines("0123456789abcdef".repeat(65_536));
    assertThat(text).contains("(1,048,576 bytes in all)").hasSizeLessThan(200);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 1_000; i++) many.append(i).append("\r\n");
    assertThat(lines(many.toString())).contains("and 976 more lines").hasSizeLessThan(500);
  }

  @Test
  void aCaretStandsUnderTheFirstDifference() {
    assertThat(between("$4\r\nonly\r\n", "$4\r\nonyl\r\n").shown())
        .isEqualTo("  $4\\r\\n\n  onyl\\r\\n\n    ^");
    assertThat(between(":1\r\n", ":1\n").shown()).isEqualTo("  :1\\n\n    ^");
    assertThat(between("+OK\r\n+OK\r\n", "+OK\r\n").shown()).endsWith("^ it ends here");
  }

  @Test
  void ofALongLineThePartAroundTheDifferenceIsShown() {
    String value = "0123456789".repeat(1_000);
    String other = value.substring(0, 5_000) + "X" + value.substring(5_001);
    String shown = between("$10000\r\n" + value + "\r\n", "$10000\r\n" + other + "\r\n").shown();
    assertThat(shown).contains("from byte 4,970").contains("X123456789").hasSizeLessThan(250);
  }

  @Test
  void aNumberThatIsRightIsNoDifference() {
    Difference difference = between(":<int:1..9>\r\n:5\r\n", ":7\r\n:6\r\n");
    assertThat(difference.line()).isEqualTo(1);
    assertThat(Hint.of(difference)).isEqualTo("It is off by one.");
  }

  @Test
  void theBytesGiveSomeCausesAway() {
    assertThat(Hint.of(between("+OK\r\n", "+OK\n"))).contains("the CR is missing");
    assertThat(Hint.of(between("$2\r\n\u00e9\r\n", "$1\r\n\u00e9\r\n")))
        .contains("counts characters");
    assertThat(Hint.of(between("$3\r\nabc\r\n", "$4\r\nabc\r\n")))
        .isEqualTo("Behind $ stands 4, and 3 bytes follow.");
    assertThat(Hint.of(between("-ERR syntax error\r\n", "+OK\r\n"))).contains("was carried out");
    assertThat(Hint.of(between("+OK\r\n", "-ERR no\r\n"))).contains("was refused");
    assertThat(Hint.of(between("$-1\r\n", "$0\r\n\r\n"))).contains("There is nothing");
    assertThat(Hint.of(between("$5\r\nhello\r\n", "+hello\r\n"))).contains("a bulk string");
    assertThat(Hint.of(between("-ERR a\r\n", "-err a\r\n"))).contains("capitals");
  }

  @Test
  void ofALongLineThatTheServerPrintsBothEndsAreShown() {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String name = "NoSuchServer".repeat(400);
    try (Running server = Running.start(List.of(java, name), Path.of("."), Map.of())) {
      boolean printed =
          new Deadline(Deadline.PATIENCE).poll(() -> server.printed().contains("Caused by"));
      assertThat(printed).as("java has said that there is no such class").isTrue();
      assertThat(server.lastWords()).contains("NoSuchServer").hasSizeLessThan(400);
    }
  }

  private static List<String> shortened(String printed) {
    return Trace.shortened(printed.lines().toList());
  }

  @Test
  void ofAStackTraceTheExceptionAndTheReadersOwnPlacesAreShown() {
    String printed =
        """
        listening
        Exception in thread "main" java.lang.ArrayIndexOutOfBoundsException: Index 4
        \tat java.base/java.util.Arrays.get(Arrays.java:10)
        \tat miniredis.Glob.matches(Glob.java:31)
        \tat miniredis.KeyCommands.keys(KeyCommands.java:88)
        \tat miniredis.CommandTable.run(CommandTable.java:40)
        \tat app/miniredis.Main.main(Main.java:20)
        Caused by: java.io.IOException: no
        \tat java.base/java.io.File.open(File.java:1)
        \t... 5 more
        the end
        """
            .replace("\\t", "\t");
    assertThat(shortened(printed))
        .containsExactly(
            "listening",
            "Exception in thread \"main\" java.lang.ArrayIndexOutOfBoundsException: Index 4",
            "\tat miniredis.Glob.matches(Glob.java:31)",
            "\tat miniredis.KeyCommands.keys(KeyCommands.java:88)",
            "\t... 3 more",
            "Caused by: java.io.IOException: no",
            "\tat java.base/java.io.File.open(File.java:1)",
            "\t... 5 more",
            "the end");
    assertThat(shortened("no trace\n  at noon (or later)")).hasSize(2);
  }

  @Test
  void ofADeepStackTraceTheBeginningIsShown(@TempDir Path folder) throws Exception {
    Path source = Files.createDirectory(folder.resolve("miniredis")).resolve("Main.java");
    String text =
        """
        package miniredis;
        class Main {
          public static void main(String[] args) { deeper(200); }
          static void deeper(int times) {
            if (times == 0) throw new IllegalStateException("deep");
            deeper(times - 1);
          }
        }
        """;
    Files.writeString(source, text);
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    try (Running server = Running.start(List.of(java, source.toString()), folder, Map.of())) {
      server.exitCode();
      assertThat(server.lastWords().lines().toList())
          .containsExactly(
              "  Exception in thread \"main\" java.lang.IllegalStateException: deep",
              "      at miniredis.Main.deeper(Main.java:5)",
              "      at miniredis.Main.deeper(Main.java:6)",
              server.lastWords().lines().toList().getLast())
          .last()
          .asString()
          .matches("      ... \\d+ more");
    }
  }
}
