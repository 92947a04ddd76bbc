package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system is asked to do for a write under {@code always}, and in which order: strace. */
@Tag("interop")
class ForceOrderTest {

  private static final Pattern WRITE = Pattern.compile("write\\((\\d+), \".*marker.*\"");

  @TempDir Path folder;

  @Test
  void underAlwaysTheReplyLeavesAfterTheForceAfterTheWrite() throws IOException {
    List<String> calls = trace("always");
    int write = indexOf(calls, WRITE.asPredicate());
    Matcher found = WRITE.matcher(calls.get(write));
    assertThat(found.find()).isTrue();
    int force = indexOf(calls, call -> call.contains("fdatasync(" + found.group(1)));
    int reply = indexOf(calls, call -> call.contains("write(") && call.contains("\"+OK\\r\\n\""));
    assertThat(List.of(write, force, reply)).as(String.join("\n", calls)).isSorted();
    System.out.println(String.join("\n", calls.subList(write, reply + 1)));
  }

  @Test
  void underEverysecTheReplyLeavesAfterTheWrite() throws IOException {
    List<String> calls = trace("everysec");
    int write = indexOf(calls, WRITE.asPredicate());
    int reply = indexOf(calls, call -> call.contains("write(") && call.contains("\"+OK\\r\\n\""));
    assertThat(write).isLessThan(reply);
  }

  private static int indexOf(List<String> calls, Predicate<String> wanted) {
    for (int i = 0; i < calls.size(); i++) if (wanted.test(calls.get(i))) return i;
    throw new AssertionError("not among the calls:\n" + String.join("\n", calls));
  }

  /**
   * The calls to the system during one SET of one key, each with its process's number before it.
   */
  private List<String> trace(String policy) throws IOException {
    Path output = folder.resolve("trace");
    Path remarks = folder.resolve("remarks");
    String strace = Programs.need("strace").toString();
    try (RunningServer server =
            RunningServer.ours(
                "--appendonly", "yes", "--appendfsync", policy, "--dir", folder.toString());
        Client client = RdbInteropTest.client(server)) {
      client.call("SET", "first", "1");
      Process process =
          new ProcessBuilder(
                  List.of(
                      strace,
                      "-f",
                      "-e",
                      "trace=write,fdatasync,fsync",
                      "-o",
                      output.toString(),
                      "-p",
                      "" + server.pid()))
              .redirectError(remarks.toFile())
              .start();
      while (process.isAlive() && !Files.readString(remarks).contains("attached")) {
        Thread.onSpinWait();
      }
      client.call("SET", "marker", "1");
      process.destroy();
      process.onExit().join();
      return Files.readAllLines(output, StandardCharsets.ISO_8859_1);
    }
  }
}
