package miniredis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes: what was written but not forced has never been there. A kill cannot tell the
 * policies apart; this can.
 */
class PowerCutTest {

  private static final long SECOND = 1_000_000_000;

  @TempDir Path folder;
  private final FaultyDisk disk = new FaultyDisk();

  /** When each write was acknowledged; what was asked last may not be among them. */
  private final List<Long> acknowledged = new ArrayList<>();

  /** Writes for so long, then cuts the power; returns how old the oldest lost write was. */
  private long oldestLost(String policy, long nanoseconds) throws IOException {
    try (LiveLog live = new LiveLog(folder, disk, "appendfsync", policy)) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(live));
      long end = System.nanoTime() + nanoseconds;
      while (System.nanoTime() < end || acknowledgedSoFar() < 100) Thread.onSpinWait();
      disk.cutPower();
      long cutAt = System.nanoTime();
      int before = acknowledgedSoFar();
      live.server.stop();
      writing.handle((done, failed) -> done).join();
      int kept = Replayed.of(folder).keys().size();
      long oldest = kept >= before ? 0 : cutAt - acknowledged.get(kept);
      System.out.printf(
          "power cut under %s: %d acknowledged, %d kept, the oldest lost was %.2f s old%n",
          policy, before, kept, oldest / 1e9);
      return oldest;
    }
  }

  private int acknowledgedSoFar() {
    synchronized (acknowledged) {
      return acknowledged.size();
    }
  }

  private void write(LiveLog live) {
    try (Client client = live.connect()) {
      for (int i = 0; ; i++) {
        if (!LiveLog.shown(client.call("SET", "key" + i, "value")).equals("OK")) return;
        synchronized (acknowledged) {
          acknowledged.add(System.nanoTime());
        }
      }
    } catch (IOException serverGone) {
      // That is the end that this is about.
    }
  }

  @Test
  void underAlwaysNothingAcknowledgedIsLost() throws IOException {
    assertThat(oldestLost("always", SECOND / 2)).isZero();
  }

  @Test
  void underEverysecNothingOlderThanASecondAndABitIsLost() throws IOException {
    assertThat(oldestLost("everysec", 2 * SECOND + SECOND / 2)).isBetween(0L, 2 * SECOND);
  }
}
