package miniredis.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/** How figures are written out, given a text of INFO. */
class ReportTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "databases", "2",
          "maxmemory", "100",
          "maxclients", "7",
          "io-threads", "1",
          "client-output-buffer-limit", "normal 0 0 0 pubsub 32 8 60");

  private static final String INFO =
      """
      # Server
      redis_version:7.0.15
      uptime_in_seconds:40
      os:Odd "\\ name
      # Persistence
      rdb_last_bgsave_status:ok
      aof_last_write_status:err
      # Stats
      latest_fork_usec:250
      keyspace_hits:3
      # Commandstats
      cmdstat_config|get:calls=2,usec=1500,usec_per_call=750.00,rejected_calls=4,failed_calls=1
      # Errorstats
      errorstat_WRONGTYPE:count=5
      # Latencystats
      latency_percentiles_usec_config|get:p50=1.003,p99.9=4.015
      # Keyspace
      db1:keys=3,expires=1,avg_ttl=2500
      """;

  private static String report(String info) {
    Figures figures =
        new Figures(
            1000,
            info.replace("\n", "\r\n"),
            SETTINGS,
            Map.of("command", new Figures.Spike(900, 25)),
            new Figures.Slow(1, 8, 12_000),
            Map.of());
    return Report.of(new FieldNames(), figures);
  }

  @Test
  void fieldsOfInfoBecomeMetrics() {
    assertThat(report(INFO).lines())
        .contains(
            "redis_up 1",
            "# TYPE redis_uptime_in_seconds gauge",
            "redis_uptime_in_seconds 40",
            "redis_start_time_seconds 960",
            "redis_rdb_last_bgsave_status 1",
            "redis_aof_last_write_status 0",
            "redis_latest_fork_seconds 2.5E-4",
            "# TYPE redis_keyspace_hits_total counter",
            "redis_keyspace_hits_total 3");
  }

  @Test
  void commandsErrorsAndDatabasesAreLabels() {
    assertThat(report(INFO).lines())
        .contains(
            "redis_commands_total{cmd=\"config|get\"} 2",
            "redis_commands_duration_seconds_total{cmd=\"config|get\"} 0.0015",
            "redis_commands_rejected_calls_total{cmd=\"config|get\"} 4",
            "redis_commands_failed_calls_total{cmd=\"config|get\"} 1",
            "redis_errors_total{err=\"WRONGTYPE\"} 5",
            "redis_db_keys{db=\"db0\"} 0",
            "redis_db_keys{db=\"db1\"} 3",
            "redis_db_keys_expiring{db=\"db1\"} 1",
            "redis_db_avg_ttl_seconds{db=\"db1\"} 2.5",
            "redis_latency_percentiles_usec{cmd=\"config|get\",quantile=\"99.9\"} 4.015",
            "redis_latency_percentiles_usec_sum{cmd=\"config|get\"} 1500",
            "redis_latency_percentiles_usec_count{cmd=\"config|get\"} 2")
        .doesNotContain("redis_db_keys{db=\"db2\"} 0");
  }

  @Test
  void settingsAndWhatTookLongAreThere() {
    assertThat(report(INFO).lines())
        .contains(
            "redis_config_maxmemory 100",
            "redis_config_maxclients 7",
            "redis_config_client_output_buffer_limit_bytes{class=\"pubsub\",limit=\"hard\"} 32",
            "redis_config_client_output_buffer_limit_overcome_seconds{class=\"pubsub\",limit=\"soft\"} 60",
            "redis_latency_spike_last{event_name=\"command\"} 900",
            "redis_latency_spike_duration_seconds{event_name=\"command\"} 0.025",
            "redis_slowlog_length 1",
            "redis_slowlog_last_id 8",
            "redis_last_slow_execution_duration_seconds 0.012");
  }

  @Test
  void quotesAndBackslashesInLabelsAreEscaped() {
    assertThat(report(INFO)).contains("os=\"Odd \\\"\\\\ name\"");
  }

  /** CONFIG SET latency-tracking-info-percentiles "" leaves none. */
  @Test
  void noPercentilesAreNone() {
    String info = INFO.replace("p50=1.003,p99.9=4.015", "");
    assertThat(report(info))
        .contains("redis_latency_percentiles_usec_count")
        .doesNotContain("quantile");
  }

  @Test
  void allSamplesOfAMetricStandTogetherBelowItsType() {
    Set<String> ended = new HashSet<>();
    String current = "";
    for (String line : report(INFO).lines().toList()) {
      if (line.startsWith("# HELP ")) {
        current = line.split(" ")[2];
        assertThat(ended.add(current)).as(current).isTrue();
      } else {
        assertThat(line.replace("# TYPE ", "")).startsWith(current);
      }
    }
  }
}
