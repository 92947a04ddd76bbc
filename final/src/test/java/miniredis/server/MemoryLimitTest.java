package miniredis.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;

/** maxmemory and what belongs to it, as clients see it: a whole server in this process. */
class MemoryLimitTest extends LiveTest {

  private static final String OOM = "OOM command not allowed when used memory > 'maxmemory'.";

  private void fill(int keys, String options) throws IOException {
    String value = "v".repeat(100);
    for (int i = 0; i < keys; i++) ask("SET key:" + i + " " + value + options);
  }

  @Test
  void withoutEvictionWhatWouldUseMoreIsRefused() throws IOException {
    fill(1000, "");
    // What waits for clients is counted, too, and is more or less from one moment to the next.
    expect("CONFIG SET maxmemory " + (figure("used_memory") - 50_000), "OK");
    expect("SET key:0 x", OOM);
    expect("APPEND key:0 x", OOM);
    expect("LPUSH list x", OOM);
    expect("SETBIT bits 1 1", OOM);
    expect("STRLEN key:0", "100");
    expect("EXPIRE key:1 100", "1");
    assertThat(figure("current_eviction_exceeded_time")).isNotNegative();
    expect("FLUSHALL", "OK");
    expect("SET key:0 x", "OK");
    expect("CONFIG SET maxmemory 0", "OK");
    expect("SET key:0 " + "x".repeat(500), "OK");
    assertThat(ask("INFO errorstats")).contains("errorstat_OOM:count=4");
  }

  @Test
  void aSizeMayHaveAUnit() throws IOException {
    ask("CONFIG SET maxmemory 100mb");
    assertThat(ask("CONFIG GET maxmemory")).contains("104857600");
    assertThat(ask("INFO memory")).contains("maxmemory_human:100.00M");
    assertThat(ask("CONFIG SET maxmemory-policy newest-first")).startsWith("ERR CONFIG SET failed");
  }

  @Test
  void aLimitBeyondJavasHeapIsWarnedOf() throws IOException {
    ask("CONFIG SET maxmemory 1gb");
    assertThat(log.toString()).doesNotContain("-Xmx");
    ask("CONFIG SET maxmemory 9000gb");
    assertThat(log.toString()).contains("maxmemory is more than the").contains("-Xmx");
  }

  @Test
  void aCacheStaysBelowItsLimit() throws IOException {
    long limit = figure("used_memory") + 200_000;
    expect("CONFIG SET maxmemory-policy allkeys-lru maxmemory " + limit, "OK");
    fill(5_000, "");
    expect("PING", "PONG");
    assertThat(figure("used_memory")).isLessThanOrEqualTo(limit);
    long kept = Long.parseLong(ask("DBSIZE"));
    assertThat(kept).isBetween(800L, 2_000L);
    assertThat(figure("evicted_keys")).isEqualTo(5_000 - kept);
    ask("CONFIG RESETSTAT");
    assertThat(figure("evicted_keys")).isZero();
  }

  @Test
  void aLowerLimitIsReachedByAndByWithoutAnyCommand() throws IOException {
    fill(3_000, "");
    long limit = figure("used_memory") / 2;
    ask("CONFIG SET maxmemory-policy allkeys-random maxmemory-eviction-tenacity 0");
    ask("CONFIG SET maxmemory " + limit);
    assertThat(log.toString()).contains("maxmemory is now " + limit + " bytes");
    long end = System.nanoTime() + 10_000_000_000L;
    while (server.engine().keyspace().memory().used() > limit && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(server.engine().keyspace().memory().used()).isLessThanOrEqualTo(limit);
  }

  @Test
  void volatilePoliciesRefuseWhenNoKeyHasADeadline() throws IOException {
    fill(100, "");
    expect("SET mortal x EX 100", "OK");
    ask("CONFIG SET maxmemory-policy volatile-ttl maxmemory " + (figure("used_memory") - 500));
    expect("SET more x", OOM);
    expect("EXISTS mortal key:0 key:99", "2");
  }

  @Test
  void timesOfUseAreThereUnlessFrequenciesAre() throws IOException {
    ask("SET key value");
    ahead.set(30);
    assertThat(Integer.parseInt(ask("OBJECT IDLETIME key"))).isBetween(29, 35);
    assertThat(ask("OBJECT FREQ key")).startsWith("ERR An LFU maxmemory policy is not selected");
    ask("CONFIG SET maxmemory-policy volatile-lfu");
    ask("SET other value");
    expect("OBJECT FREQ other", "5");
    assertThat(ask("OBJECT IDLETIME other")).startsWith("ERR An LFU maxmemory policy is selected");
    ask("CONFIG SET lfu-log-factor 0");
    ask("GET other");
    ask("GET other");
    expect("OBJECT FREQ other", "7");
    ahead.addAndGet(180);
    expect("OBJECT FREQ other", "4");
  }

  @Test
  void aKeySaysHowMuchItTakes() throws IOException {
    assertThat(client.call("MEMORY", "USAGE", "none")).isEqualTo(Reply.NULL);
    ask("SET key " + "v".repeat(100));
    assertThat(Integer.parseInt(ask("MEMORY USAGE key"))).isBetween(110, 150);
    ask("RPUSH list " + "v".repeat(5_000) + " " + "v".repeat(5_000));
    assertThat(Integer.parseInt(ask("MEMORY USAGE list SAMPLES 0"))).isBetween(10_000, 12_000);
    expect("MEMORY USAGE key SAMPLES", "ERR syntax error");
    expect("MEMORY USAGE key SAMPLES -1", "ERR syntax error");
    expect("MEMORY USAGE key SAMPLES x", "ERR value is not an integer or out of range");
  }

  @Test
  void theDoctorSpeaksUpWhenThereIsSomethingToSay() throws IOException {
    assertThat(ask("MEMORY DOCTOR")).contains("next to nothing");
    for (int i = 0; i < 20; i++) ask("SETRANGE big:" + i + " 1000000 x");
    figure("used_memory");
    for (int i = 0; i < 12; i++) ask("DEL big:" + i);
    assertThat(ask("MEMORY DOCTOR")).contains("Peak memory:");
    expect("MEMORY PURGE", "OK");
  }
}
