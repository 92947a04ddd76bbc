package miniredis.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails: what clients hear, what is on it afterwards, and that it mends by itself. */
class AofFaultTest {

  private static final String MISCONF = "MISCONF Errors writing to the AOF file: ";

  @TempDir Path folder;
  private final FaultyDisk disk = new FaultyDisk();

  private Path log() {
    return folder.resolve("appendonlydir/appendonly.aof.1.incr.aof");
  }

  @ParameterizedTest
  @ValueSource(strings = {"everysec", "no"})
  void aFailingWriteStopsWritesButNotReadsUntilTheDiskWorksAgain(String policy) throws IOException {
    try (LiveLog live = new LiveLog(folder, disk, "appendfsync", policy)) {
      live.ask("SET a 1");
      byte[] before = Files.readAllBytes(log());
      disk.failing(true);
      live.ask("SET b 1");
      assertThat(live.ask("SET c 1")).isEqualTo(MISCONF + FaultyDisk.FULL);
      assertThat(live.ask("PING")).isEqualTo(MISCONF + FaultyDisk.FULL);
      assertThat(live.ask("GET a")).isEqualTo("1");
      assertThat(live.info("aof_last_write_status")).isEqualTo("err");
      assertThat(live.log()).contains("Error writing to the AOF file: " + FaultyDisk.FULL);
      assertThat(log()).hasBinaryContent(before);
      disk.failing(false);
      live.await("aof_last_write_status", "ok");
      assertThat(live.ask("SET d 1")).isEqualTo("OK");
    }
    assertThat(Replayed.of(folder).keys().keySet())
        .containsExactly("0 \"a\"", "0 \"b\"", "0 \"d\"");
  }

  @Test
  void whatWasWrittenOfAFailedWriteIsCutOff() throws IOException {
    try (LiveLog live = new LiveLog(folder, disk)) {
      live.ask("SET a 1");
      byte[] before = Files.readAllBytes(log());
      disk.room(10);
      live.ask("SET b 1");
      live.await("aof_last_write_status", "err");
      assertThat(log()).hasBinaryContent(before);
      disk.failing(false);
      live.await("aof_last_write_status", "ok");
    }
    assertThat(Replayed.of(folder).keys()).hasSize(2);
  }

  @Test
  void whatCannotBeCutOffIsCompletedLater() throws IOException {
    try (LiveLog live = new LiveLog(folder, disk)) {
      live.ask("SET a 1");
      disk.cutFailing(true);
      disk.room(10);
      live.ask("SET b 1");
      live.await("aof_last_write_status", "err");
      disk.failing(false);
      live.await("aof_last_write_status", "ok");
      live.ask("SET c 1");
    }
    assertThat(Replayed.of(folder).keys()).hasSize(3);
    assertThat(Replayed.of(folder).warnings()).isEmpty();
  }

  @Test
  void underAlwaysAFailingWriteEndsTheServerBeforeAnyReply() throws IOException {
    try (LiveLog live = new LiveLog(folder, disk, "appendfsync", "always")) {
      live.ask("SET a 1");
      disk.room(10);
      assertThatThrownBy(() -> live.ask("SET b 1")).isInstanceOf(IOException.class);
      assertThat(live.reason()).contains("fsync policy is 'always'", FaultyDisk.FULL);
    }
    Replayed replayed = Replayed.of(folder);
    assertThat(replayed.keys()).hasSize(1);
    assertThat(replayed.warnings()).as("nothing half-written").isEmpty();
  }

  @Test
  void underAlwaysAFailingForceEndsTheServerBeforeAnyReply() throws IOException {
    try (LiveLog live = new LiveLog(folder, disk, "appendfsync", "always")) {
      live.ask("SET a 1");
      disk.forceFailing(true);
      assertThatThrownBy(() -> live.ask("SET b 1")).isInstanceOf(IOException.class);
      assertThat(live.reason()).contains("fsync error", "Input/output error");
    }
  }

  @Test
  void aFailingForceEachSecondStopsWritesUntilOneWorks() throws IOException {
    try (LiveLog live = new LiveLog(folder, disk)) {
      disk.forceFailing(true);
      live.ask("SET a 1");
      live.await("aof_last_write_status", "err");
      assertThat(live.ask("SET b 1")).isEqualTo(MISCONF + "Input/output error");
      disk.forceFailing(false);
      live.await("aof_last_write_status", "ok");
      assertThat(live.ask("SET b 1")).isEqualTo("OK");
    }
  }

  @Test
  void aRewriteThatFailsHarmsNothingAndIsTriedAgain() throws IOException {
    String temporary = "temp-rewriteaof-bg-" + ProcessHandle.current().pid() + ".aof";
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("SET a 1");
      Path inTheWay = folder.resolve("appendonlydir").resolve(temporary);
      Files.createDirectory(inTheWay);
      Files.createFile(inTheWay.resolve("x"));
      for (int i = 1; i <= 3; i++) {
        live.await("the last to end", () -> live.ask("BGREWRITEAOF").contains("started"));
        live.await("aof_rewrites_consecutive_failures", "" + i);
        live.ask("SET k" + i + " 1");
      }
      assertThat(live.info("aof_last_bgrewrite_status")).isEqualTo("err");
      assertThat(live.log()).contains("the next try is in 1 minutes");
      Files.delete(inTheWay.resolve("x"));
      Files.delete(inTheWay);
      assertThat(Replayed.of(folder).keys()).hasSize(4);
      live.await("the last to end", () -> live.ask("BGREWRITEAOF").contains("started"));
      live.await("aof_rewrites", "1");
      assertThat(live.info("aof_last_bgrewrite_status")).isEqualTo("ok");
    }
    assertThat(Replayed.of(folder).keys()).hasSize(4);
  }

  @Test
  void aFolderThatCannotBeMadeEndsTheServer() throws IOException {
    Files.createFile(folder.resolve("appendonlydir"));
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.reason()).contains("append only file");
    }
    try (LiveLog live = new LiveLog(folder, "appendonly", "no")) {
      assertThat(live.ask("CONFIG SET appendonly yes"))
          .isEqualTo(
              "ERR CONFIG SET failed (possibly related to argument 'appendonly')"
                  + " - Unable to turn on AOF. Check server logs.");
      assertThat(live.ask("CONFIG GET appendonly")).contains("no");
      assertThat(live.ask("SET a 1")).isEqualTo("OK");
    }
  }

  /** The threshold of LATENCY is in milliseconds. */
  @Test
  void aDiskThatTakesLongIsSeenInLatency() throws IOException {
    try (LiveLog live = new LiveLog(folder, disk, "appendfsync", "always")) {
      live.ask("CONFIG SET latency-monitor-threshold 20");
      live.ask("SET a 1");
      assertThat(live.ask("LATENCY HISTORY aof-write")).isEqualTo("Array[items=[]]");
      disk.delay(30_000_000);
      live.ask("SET b 1");
      disk.delay(0);
      assertThat(live.ask("LATENCY LATEST"))
          .contains("aof-fsync-always", "aof-write", "aof-write-alone");
      assertThat(live.ask("LATENCY HISTORY aof-write")).isNotEqualTo("Array[items=[]]");
      assertThat(live.ask("LATENCY DOCTOR"))
          .contains("aof-fsync-always: 1 latency spikes", "aof-write: 1 latency spikes")
          .contains("The disk took long", "CONFIG SET appendfsync everysec");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"everysec", "no"})
  void aForceBesideTheClientsIsNoneThatTheyWaitFor(String policy) throws IOException {
    try (LiveLog live = new LiveLog(folder, disk, "appendfsync", policy)) {
      live.ask("CONFIG SET latency-monitor-threshold 20");
      disk.delay(30_000_000);
      live.ask("SET a 1");
      disk.delay(0);
      assertThat(live.ask("LATENCY LATEST"))
          .contains("aof-write")
          .doesNotContain("aof-fsync-always");
    }
  }

  /** Begun in the same turn, the snapshot cannot have ended before the write. */
  @Test
  void aWriteWhileASnapshotIsTakenIsNamedSo() throws IOException {
    try (LiveLog live = new LiveLog(folder, disk, "appendfsync", "no")) {
      live.ask("CONFIG SET latency-monitor-threshold 20");
      live.ask("SET a 1");
      for (String each : List.of("MULTI", "BGSAVE", "SET b 1")) live.ask(each);
      disk.delay(30_000_000);
      live.ask("EXEC");
      disk.delay(0);
      assertThat(live.ask("LATENCY LATEST")).contains("aof-write-active-child");
    }
  }
}
