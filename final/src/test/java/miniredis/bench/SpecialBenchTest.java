package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.ModuleServer;
import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmarks of their own kind, small, from start to table, on our server alone. */
@Tag("soak")
@Timeout(180)
class SpecialBenchTest {

  private static final String FIGURE = "[\\d.]+";

  /** Our server, as if it were another one: it needs no build to start. */
  static Contender contender(String name, String... more) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String word : new ModuleServer().command()) words.add(word.replace("{dir}", "{folder}"));
    words.addAll(List.of("--save", "", "--bind", "127.0.0.1", "--appendonly", "no"));
    Collections.addAll(words, more);
    return Contender.beside(new Beside(name, words));
  }

  private static BenchOptions options(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--no-redis", "--rounds", "2", "-n", "2000", "-r", "1000", "-c", "5"));
    return BenchOptions.special(all.toArray(String[]::new));
  }

  @Test
  void keysGrow() throws IOException {
    String report = KeysBench.compare(options("12000"), List.of(contender("ours")));
    assertThat(report)
        .contains("medians of 2, 2 rounds")
        .containsPattern("filled +bytes a key +ours +" + FIGURE + " +" + FIGURE + " +" + FIGURE);
    for (String load : List.of("SET P=1", "GET P=1", "SET P=16", "GET P=16")) {
      for (String figure : List.of("CPU us/cmd", "p99.9 ms", "longest ms")) {
        assertThat(report).containsPattern(load + " +" + figure + " +ours +" + FIGURE);
      }
    }
  }

  @Test
  void clientsGrowAndWhoLetsInFewerIsTold() throws IOException {
    List<Contender> contenders =
        List.of(contender("ours"), contender("small", "--maxclients", "20"));
    String report = ClientsBench.compare(options("30"), contenders);
    assertThat(report)
        .contains("medians of 2, 2 rounds")
        .containsPattern("load +figure +server +10 +30 +grows")
        .containsPattern("idle +resident MB +ours +" + FIGURE + " +" + FIGURE)
        .containsPattern("idle +resident MB +small +" + FIGURE + " +- ")
        .containsPattern("GET +p99.9 ms +ours +" + FIGURE + " +" + FIGURE)
        .containsPattern("GET +p99.9 ms +small +" + FIGURE + " +- ")
        .contains("- small, 30 idle clients: -ERR max number of clients reached\n")
        .contains("- small, 30 clients: -ERR max number of clients reached\n");
  }

  @Test
  void wavesComeOneAfterTheOther() throws IOException {
    String report = WavesBench.compare(options("0.005"), List.of(contender("ours")));
    assertThat(report).contains("of 5,000 keys", "median of 2 rounds");
    for (String wave :
        List.of(
            "growth to 5,000 keys",
            "nothing",
            "BGSAVE",
            "BGREWRITEAOF",
            "expiry of 500 keys",
            "FLUSHALL",
            "FLUSHALL ASYNC")) {
      String cell = FIGURE + " \\(" + FIGURE + "\\)\n";
      assertThat(report)
          .containsPattern(wave + " +GET p99.9 +" + cell)
          .containsPattern(wave + " +GET longest +" + cell)
          .containsPattern(wave + " +SET P=16 p99.9 +" + cell)
          .containsPattern(wave + " +SET P=16 longest +" + cell);
    }
    assertThat(report.lines()).last().asString().startsWith("FLUSHALL ASYNC");
  }

  @Test
  void everyWaveDoesWhatItSays() throws IOException {
    try (ServerProcess server = contender("ours").start();
        Client client = server.connect()) {
      Filled filled = new Filled(server, 5000, 32);
      for (Wave wave : Wave.values()) {
        wave.prepare(filled);
        if (wave == Wave.EXPIRY) assertThat(size(client)).isEqualTo(5500);
        if (wave == Wave.RESIZE) assertThat(size(client)).isEqualTo(2500);
        wave.happen(filled, client);
        boolean flushed = wave == Wave.FLUSHALL || wave == Wave.FLUSHALL_ASYNC;
        assertThat(size(client)).as("%s", wave).isEqualTo(flushed ? 0 : 5000);
      }
      String info = client.call("INFO") instanceof Reply.Bulk(Bytes text) ? text.text() : "";
      assertThat(info).contains("expired_keys:500");
      assertThat(info).contains("rdb_last_bgsave_status:ok", "aof_last_bgrewrite_status:ok");
    }
  }

  private static long size(Client client) throws IOException {
    return client.call("DBSIZE") instanceof Reply.Int(long size) ? size : -1;
  }
}
