package miniredis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.interop.RunningServer;
import org.junit.jupiter.api.Test;

/** A thousand clients talk nonsense at once; the one that does not, notices nothing. */
class UndisturbedTest {

  private static final int NUISANCES = 1_000;
  private static final int CASES_OF_EACH = 5;

  @Test
  void aThousandClientsOfNonsenseDoNotDisturbAGoodOne() throws Exception {
    try (RunningServer server = RunningServer.ours();
        Socket good = server.connect();
        ExecutorService nuisances = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch connected = new CountDownLatch(NUISANCES);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < NUISANCES; i++) {
        long seed = i;
        all.add(nuisances.submit(() -> talkNonsense(server, seed, connected)));
      }
      long count = 0;
      do assertThat(increment(good)).isEqualTo(":" + ++count);
      while (!all.stream().allMatch(Future::isDone));
      for (Future<?> nuisance : all) nuisance.get();
      assertThat(increment(good)).isEqualTo(":" + ++count);
      assertThat(server.isAlive()).isTrue();
    }
  }

  /** All are connected before the first one speaks. */
  private static Void talkNonsense(RunningServer server, long seed, CountDownLatch connected)
      throws Exception {
    Noise noise = new Noise(seed);
    try (Socket socket = server.connect()) {
      connected.countDown();
      connected.await();
      for (int i = 0; i < CASES_OF_EACH; i++) {
        socket.getOutputStream().write(Wire.bytes(noise.next()));
      }
    } catch (SocketException closedByTheServer) {
      // As it should.
    }
    return null;
  }

  /** Nonsense may happen to be a request for the key n, so the good client has its own. */
  private static String increment(Socket socket) throws IOException {
    socket.getOutputStream().write(Wire.bytes("INCR good\r\n"));
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c != '\n'; c = socket.getInputStream().read()) {
      if (c < 0) throw new EOFException("the good client was cut off");
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }
}
