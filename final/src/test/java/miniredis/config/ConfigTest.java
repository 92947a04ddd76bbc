package miniredis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {

  private static final String FAILED = "CONFIG SET failed (possibly related to argument '%s') - %s";

  private final Config config = new Config();

  private void set(String... pairs) {
    config.set(Arrays.stream(pairs).map(Bytes::of).toList(), true);
  }

  private List<String> get(String... patterns) {
    List<Bytes> reply = config.get(Arrays.stream(patterns).map(Bytes::of).toList());
    return reply.stream().map(Bytes::text).toList();
  }

  private void assertRefused(String message, String... pairs) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> set(pairs))
        .withMessage(message);
  }

  @Test
  void defaultsAreRedisesButForDurability() {
    assertThat(config.port()).isEqualTo(6379);
    assertThat(config.appendonly()).isTrue();
    assertThat(config.appendfsync()).isEqualTo("everysec");
    assertThat(config.dir()).isAbsolute().endsWithRaw(Path.of("data"));
    assertThat(config.outputHardLimit(ClientClass.NORMAL)).isEqualTo(1 << 30);
    assertThat(config.outputSoftSeconds(ClientClass.PUBSUB)).isEqualTo(60);
    assertThat(config.savePoints()).contains(new SavePoint(300, 100)).hasSize(3);
    assertThat(config.latencyTrackingInfoPercentiles()).containsExactly(50, 99, 99.9);
  }

  @ParameterizedTest
  @CsvSource({
    "maxmemory, 100mb, 104857600",
    "maxmemory, 1K, 1000",
    "maxmemory, 18446744073709551615, 18446744073709551615",
    "hz, 1000, 500",
    "appendfsync, ALWAYS, always",
    "rdbcompression, NO, no",
    "save, +60 1, 60 1",
    "maxmemory-clients, 5%, 5%",
    "notify-keyspace-events, KEA, AKE",
    "shutdown-on-sigterm, force default save, save force",
    "latency-tracking-info-percentiles, 50.0 99.1234567, 50 99.123457",
    "hash-max-ziplist-value, 010, 10"
  })
  void valuesAreShownAsRedisShowsThem(String name, String given, String shown) {
    set(name, given);
    assertThat(get(name)).containsExactly(name, shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maxmemory | 1.5gb | argument must be a memory value
          maxmemory-clients | -5 | argument must be a memory or percent value
          maxmemory-clients | 101% | percentage argument must be less or equal to 100
          port | abc | argument couldn't be parsed into an integer
          timeout | 010 | argument couldn't be parsed into an integer
          timeout | -1 | argument must be between 0 and 2147483647 inclusive
          maxclients | 0 | argument must be between 1 and 4294967295 inclusive
          appendonly | maybe | argument must be 'yes' or 'no'
          appendfsync | x | argument(s) must be one of the following: everysec, always, no
          databases | 4 | can't set immutable config
          dir | /tmp | can't set protected config
          save | 900 1  300 10 | Invalid save parameters
          notify-keyspace-events | Q | Invalid event class character. Use 'Ag$lshzxeKEtmdn'.
          client-output-buffer-limit | normal 1 2 | Wrong number of arguments in buffer limit configuration.
          slave-read-only | x | argument must be 'yes' or 'no'
          """)
  void badValuesAreRefusedInRedisesWords(String name, String value, String reason) {
    assertRefused(FAILED.formatted(name, reason), name, value);
  }

  @Test
  void anUnknownNameIsNamedAsItWasGiven() {
    String unknown = "Unknown option or number of arguments for CONFIG SET - 'FoO'";
    assertRefused(unknown, "maxmemory", "1", "FoO", "bar");
  }

  @Test
  void aNameGivenTwiceIsRefusedButItsOlderNameIsAnother() {
    assertRefused(FAILED.formatted("HZ", "duplicate parameter"), "hz", "1", "HZ", "2");
    set("slave-read-only", "no", "replica-read-only", "yes");
    assertThat(get("slave-read-only")).containsExactly("slave-read-only", "yes");
  }

  @Test
  void oneBadValueLeavesAllAsTheyWere() {
    assertRefused(
        FAILED.formatted("port", "argument must be between 0 and 65535 inclusive"),
        "maxmemory",
        "1gb",
        "port",
        "70000");
    assertThat(config.maxmemory()).isZero();
  }

  @Test
  void aListenerHearsOfChangesOnly() {
    List<Long> heard = new ArrayList<>();
    config.onChange("maxmemory", () -> heard.add(config.maxmemory()));
    set("maxmemory", "0");
    set("maxmemory", "1kb", "hz", "20");
    assertThat(heard).containsExactly(1024L);
  }

  @Test
  void aListenerThatRefusesHasAllPutBackAndTold() {
    List<Long> heard = new ArrayList<>();
    config.onChange("maxmemory", () -> heard.add(config.maxmemory()));
    config.onChange(
        "port",
        () -> {
          if (config.port() == 1) throw new ConfigException("Unable to listen on this port.");
        });
    assertRefused(
        FAILED.formatted("port", "Unable to listen on this port."), "maxmemory", "5", "port", "1");
    assertThat(config.port()).isEqualTo(6379);
    assertThat(heard).containsExactly(5L, 0L);
  }

  @Test
  void bufferLimitsOfClassesNotNamedStay() {
    set("client-output-buffer-limit", "replica 1mb 2kb 3");
    assertThat(get("client-output-buffer-limit").getLast())
        .isEqualTo("normal 1073741824 67108864 60 slave 1048576 2048 3 pubsub 33554432 8388608 60");
  }

  @Test
  void getTakesPatternsAndOlderNamesAndEchoesTheNameAsAsked() {
    assertThat(get("MaxMemory", "maxmemory")).containsExactly("MaxMemory", "0");
    assertThat(get("slave-pri*", "nope", "[x]")).containsExactly("slave-priority", "100");
    assertThat(get("*")).contains("hash-max-ziplist-value", "tls-port", "port");
    assertThat(get("*")).doesNotContain("watchdog-period");
    assertThat(get("watchdog-period")).containsExactly("watchdog-period", "0");
  }

  @Test
  void theDirectoryMustExistToBeChosenWhileRunning(@TempDir Path folder) {
    Config open = Config.of("enable-protected-configs", "local");
    List<Bytes> good = List.of(Bytes.of("dir"), Bytes.of(folder.toString()));
    List<Bytes> bad = List.of(Bytes.of("dir"), Bytes.of(folder + "/none"));
    open.set(good, true);
    assertThat(open.dir()).isEqualTo(folder.toAbsolutePath());
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> open.set(bad, true))
        .withMessageEndingWith("No such file or directory");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> open.set(good, false))
        .withMessageEndingWith("can't set protected config");
  }

  @Test
  void passwordsAreSecret() {
    assertThat(config.isSecret(Bytes.of("RequirePass"))).isTrue();
    assertThat(config.isSecret(Bytes.of("maxmemory"))).isFalse();
  }

  @Test
  void settingsForWhatIsNotHereAreToldWhenChanged() {
    assertThat(config.withoutEffect()).isEmpty();
    assertThat(Config.of("tls-port", "6380").withoutEffect()).containsExactly("tls-port");
  }
}
