package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk of two megabytes that is full, and one that cannot be written: a file system in memory.
 */
@Tag("interop")
class FullDiskTest {

  private static final String FULL =
      "MISCONF Errors writing to the AOF file: No space left on device";

  @TempDir Path disk;
  private boolean mounted;

  private void mount(String options) throws IOException {
    mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString());
    assumeTrue(mounted, "only who may mount a file system can try this");
  }

  @AfterEach
  void unmount() throws IOException {
    if (mounted) run("umount", disk.toString());
  }

  private static boolean run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.onExit().join().exitValue() == 0;
  }

  @Test
  void aFullDiskStopsWritesUntilThereIsRoomAgainAndNothingIsHarmed() throws IOException {
    mount("size=2m");
    Path ballast = Files.write(disk.resolve("ballast"), new byte[500_000]);
    int written;
    try (RunningServer server = start();
        Client client = RdbInteropTest.client(server)) {
      written = writeUntilRefused(client);
      assertThat(client.call("GET", "key0")).isEqualTo(value());
      assertThat(client.call("BGREWRITEAOF")).isInstanceOf(Reply.Error.class);
      assertThat(client.call("GET", "key0")).isEqualTo(value());
      Files.delete(ballast);
      while (!client.call("SET", "last", "1").equals(Reply.OK)) Thread.onSpinWait();
    }
    try (RunningServer server = start();
        Client client = RdbInteropTest.client(server)) {
      assertThat(server.log()).doesNotContain("ends within a request");
      assertThat(client.call("EXISTS", "last")).isEqualTo(Reply.integer(1));
      for (int i = 0; i < written; i++) {
        assertThat(client.call("GET", "key" + i)).isEqualTo(value());
      }
    }
  }

  private RunningServer start() {
    return RunningServer.ours("--appendonly", "yes", "--dir", disk.toString());
  }

  private static Reply value() {
    return Reply.bulk(Bytes.of("x".repeat(10_000)));
  }

  private static int writeUntilRefused(Client client) throws IOException {
    for (int i = 0; ; i++) {
      Reply reply = client.call("SET", "key" + i, "x".repeat(10_000));
      if (reply.equals(Reply.OK)) continue;
      assertThat(reply).isEqualTo(Reply.error(FULL));
      return i;
    }
  }

  @Test
  void aFolderThatCannotBeWrittenEndsTheServerWithTheReason() throws IOException {
    mount("size=2m,ro");
    assertThatThrownBy(() -> start().close())
        .hasMessageContaining("cannot open the append only file")
        .hasMessageContaining("Read-only file system");
  }
}
