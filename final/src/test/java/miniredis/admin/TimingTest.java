package miniredis.admin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.server.LiveTest;
import org.junit.jupiter.api.Test;

/** SLOWLOG and LATENCY: what took long, and how long commands take. */
class TimingTest extends LiveTest {

  private static final String COUNT = "ERR count should be greater than or equal to -1";

  @Test
  void whatTookLongIsLoggedTheLatestFirst() throws IOException {
    expect("SLOWLOG LEN", "0");
    ask("CLIENT SETNAME me");
    ask("CONFIG SET slowlog-log-slower-than 30000");
    ask("SET key value");
    ask("DEBUG SLEEP 0.04");
    ask("DEBUG SLEEP 0.05");
    expect("SLOWLOG LEN", "2");
    assertThat(ask("SLOWLOG GET"))
        .matches(
            "\\[\\[1 \\d{10} \\d{5,} \\[DEBUG SLEEP 0.05] 127.0.0.1:\\d+ me]"
                + " \\[0 \\d{10} \\d{5,} \\[DEBUG SLEEP 0.04] 127.0.0.1:\\d+ me]]");
    assertThat(ask("SLOWLOG GET 1")).contains("0.05").doesNotContain("0.04");
    expect("SLOWLOG RESET", "OK");
    expect("SLOWLOG GET -1", "[]");
  }

  @Test
  void theLogIsAsLongAsItMayBe() throws IOException {
    ask("CONFIG SET slowlog-log-slower-than 0 slowlog-max-len 3");
    for (int i = 0; i < 50; i++) ask("SET key " + i);
    ask("CONFIG SET slowlog-log-slower-than -1");
    expect("SLOWLOG LEN", "3");
    assertThat(ask("SLOWLOG GET")).contains("[SET key 49]", "[SET key 48]");
  }

  @Test
  void longArgumentsAreCutAndManyCounted() throws IOException {
    ask("CONFIG SET slowlog-log-slower-than 0");
    ask("SET key " + "x".repeat(300));
    ask("DEL" + " key".repeat(40));
    assertThat(ask("SLOWLOG GET"))
        .contains("[SET key " + "x".repeat(128) + "... (172 more bytes)]")
        .contains("[DEL" + " key".repeat(30) + " ... (10 more arguments)]");
  }

  @Test
  void passwordsAreNotLogged() throws IOException {
    ask("CONFIG SET slowlog-log-slower-than 0");
    ask("AUTH geheim");
    ask("AUTH default geheim");
    ask("HELLO 2 AUTH default geheim SETNAME me");
    ask("CONFIG SET maxclients 500 requirepass geheim");
    assertThat(ask("SLOWLOG GET"))
        .doesNotContain("geheim")
        .contains("[AUTH (redacted) (redacted)]")
        .contains("[HELLO 2 AUTH (redacted) (redacted) SETNAME me]")
        .contains("[CONFIG SET maxclients 500 requirepass (redacted)]");
  }

  @Test
  void slowlogGetTakesACountOrNone() throws IOException {
    expect("SLOWLOG GET -2", COUNT);
    expect("SLOWLOG GET x", COUNT);
    expect("SLOWLOG GET 0", "[]");
    expect(
        "SLOWLOG GET 1 2",
        "ERR unknown subcommand or wrong number of arguments for 'GET'. Try SLOWLOG HELP.");
  }

  @Test
  void theMonitorKeepsTheWorstOfEachSecond() throws IOException {
    expect("LATENCY LATEST", "[]");
    ask("DEBUG SLEEP 0.01");
    expect("LATENCY LATEST", "[]");
    ask("CONFIG SET latency-monitor-threshold 5");
    ask("DEBUG SLEEP 0.03");
    ahead.set(100);
    ask("DEBUG SLEEP 0.01");
    assertThat(ask("LATENCY HISTORY command"))
        .matches("\\[\\[\\d{10} [3-9]\\d] \\[\\d{10} \\d\\d].*]");
    assertThat(ask("LATENCY LATEST")).matches("\\[\\[command \\d{10} \\d\\d [3-9]\\d].*]");
    expect("LATENCY HISTORY nothing", "[]");
    assertThat(ask("LATENCY GRAPH command"))
        .matches(
            "(?s)command - high [3-9]\\d ms, low \\d\\d ms \\(all time high [3-9]\\d ms\\)\n-{80}\n.*s.*");
    assertThat(ask("LATENCY DOCTOR"))
        .containsPattern(
            "\\d\\. command: [2-9] latency spikes \\(average [1-9]\\d*ms, mean deviation \\d+ms, period"
                + " \\d\\d\\.\\d\\d sec\\)\\. Worst all time event [3-9]\\dms\\.")
        .contains("CONFIG SET slowlog-log-slower-than 5000");
    expect("LATENCY RESET nothing", "0");
    assertThat(ask("LATENCY RESET")).matches("[12]");
    assertThat(ask("LATENCY DOCTOR")).contains("Nothing has taken long");
    ask("CONFIG SET latency-monitor-threshold 0");
    assertThat(ask("LATENCY DOCTOR")).contains("is not watched");
    assertThat(ask("LOLWUT VERSION x")).contains("value is not an integer or out of range");
    assertThat(ask("LOLWUT VERSION 5 10 2 2")).contains("Redis ver. 7.0.15");
  }

  @Test
  void commandsAreCountedByHowLongTheyTook() throws IOException {
    for (int i = 0; i < 10; i++) ask("SET key value");
    ask("DEBUG SLEEP 0.01");
    assertThat(ask("LATENCY HISTOGRAM set nosuch")).startsWith("[set [calls 10 histogram_usec [");
    assertThat(ask("LATENCY HISTOGRAM debug"))
        .matches("\\[debug \\[calls 1 histogram_usec \\[(16908|33816|67633) 1]]]");
    assertThat(ask("LATENCY HISTOGRAM config")).isEqualTo("[]");
    assertThat(ask("INFO latencystats")).contains("latency_percentiles_usec_set:p50=");
    ask("CONFIG RESETSTAT");
    expect("LATENCY HISTOGRAM debug", "[]");
    ask("CONFIG SET latency-tracking no");
    ask("DEBUG SLEEP 0.001");
    expect("LATENCY HISTOGRAM debug", "[]");
  }

  /** Has whoever hears of a removal take its time, on the engine's thread. */
  private void slowDownRemovals() throws IOException {
    server.execute(
        () -> {
          server.engine().listeners().whenExpired((_, _) -> LockSupport.parkNanos(30_000_000));
          server.engine().listeners().whenEvicted((_, _) -> LockSupport.parkNanos(30_000_000));
        });
    ask("CONFIG SET latency-monitor-threshold 20");
  }

  @Test
  void keysThatDieMakeClientsWaitAndTheDoctorSaysSo() throws IOException {
    slowDownRemovals();
    ask("SET a 1 PX 1");
    ask("SET b 1 PX 1");
    while (!ask("DBSIZE").equals("0")) ahead.incrementAndGet();
    assertThat(ask("LATENCY LATEST"))
        .matches(
            ".*\\[expire-cycle \\d{10} \\d{2,} \\d{2,}].*\\[expire-del \\d{10} \\d{2,} \\d{2,}].*");
    assertThat(ask("LATENCY DOCTOR"))
        .contains("expire-cycle: ", "expire-del: ", "Many keys died at the same time");
    ask("LATENCY RESET expire-cycle");
    assertThat(ask("LATENCY LATEST")).doesNotContain("expire-cycle").contains("expire-del");
  }

  @Test
  void keysThatMakeRoomMakeClientsWaitAndTheDoctorSaysSo() throws IOException {
    ask("SET a 1");
    slowDownRemovals();
    ask("CONFIG SET maxmemory-policy allkeys-random maxmemory 1");
    while (!ask("DBSIZE").equals("0")) Thread.onSpinWait();
    assertThat(ask("LATENCY LATEST"))
        .matches(
            ".*\\[eviction-cycle \\d{10} \\d{2,} \\d{2,}].*\\[eviction-del \\d{10} \\d{2,} \\d{2,}].*");
    assertThat(ask("LATENCY DOCTOR"))
        .contains("eviction-cycle: ", "eviction-del: ", "Keys had to make room");
  }
}
