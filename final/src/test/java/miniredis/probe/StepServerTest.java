package miniredis.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step in the test's own process: what needs no leave to look into the JDK. */
class StepServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static StepServer start(String step, StoppableClock clock, String... options)
      throws ProbeException {
    List<String> words = new ArrayList<>(List.of("--port", "0"));
    words.addAll(List.of(options));
    return new StepServer(Sources.in(Path.of("..", step)), words, clock);
  }

  @Test
  void keysDeadlinesAndTheLogAreSeen(@TempDir Path folder) throws Exception {
    StoppableClock clock = new StoppableClock(0, 10_000);
    StepServer server =
        start("step05-persistence", clock, "--dir", folder.toString(), "--appendfsync", "always");
    try (Client client = Client.connect("127.0.0.1", server.port())) {
      client.call("SET", "k", "v", "PX", "500");
      var panes = server.look();
      assertThat(panes.get("keyspace").view())
          .isEqualTo(
              new View.Keyspace(List.of(new View.Row("k", "string", "v", 10_500, null, -1)), 1));
      View.Deadlines deadlines = (View.Deadlines) panes.get("deadlines").view();
      assertThat(deadlines.rows()).containsExactly(new View.Deadline("k", 10_500));
      View.Log log = (View.Log) panes.get("log").view();
      assertThat(log.written())
          .isEqualTo(Files.size(folder.resolve("appendonly.aof")))
          .isEqualTo(log.forced());
    } finally {
      server.close();
    }
  }

  @Test
  void aClientOnTheStageDoesNotKeepTheDataOutOfSight() throws Exception {
    StepServer server = start("step03-concurrency", new StoppableClock(0, 0));
    try (Client client = Client.connect("127.0.0.1", server.port())) {
      server.race().mode(Race.Mode.LOCKED);
      client.send("INCR", "n");
      client.flush();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!server.race().view().a().equals("is about to read")) {
        assertThat(System.nanoTime()).isLessThan(end);
        LockSupport.parkNanos(5_000_000);
      }
      // On the stage nobody moves, so it is safe to look.
      assertThat(server.look()).containsKeys("keyspace", "race");
      server.race().mode(Race.Mode.OFF);
      assertThat(client.receive()).isEqualTo(Reply.integer(1));
    } finally {
      server.close();
    }
  }

  @Test
  void aFolderWithoutAServerIsRefused(@TempDir Path folder) {
    assertThatThrownBy(() -> Sources.in(folder))
        .isInstanceOf(ProbeException.class)
        .hasMessage("There is no src/main/java/miniredis/Main.java in " + folder);
  }
}
