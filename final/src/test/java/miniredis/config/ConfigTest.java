package miniredis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    assertThat(config.integer("port").get()).isEqualTo(6379);
    assertThat(config.flag("appendonly").get()).isTrue();
    assertThat(config.show("appendfsync")).isEqualTo("everysec");
    assertThat(config.directory("dir").get()).isAbsolute().endsWithRaw(Path.of("data"));
    Map<ClientClass, OutputLimit> limits = config.outputLimits().get();
    assertThat(limits.get(ClientClass.NORMAL)).isEqualTo(new OutputLimit(1 << 30, 64 << 20, 60));
    assertThat(limits.get(ClientClass.PUBSUB)).isEqualTo(new OutputLimit(32 << 20, 8 << 20, 60));
    assertThat(config.savePoints().get()).contains(new SavePoint(300, 100)).hasSize(3);
    assertThat(config.percentiles("latency-tracking-info-percentiles").get())
        .containsExactly(50, 99, 99.9);
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
    "notify-keyspace-events, An, A",
    "notify-keyspace-events, tzxeKEg$lsh, g$lshzxetKE",
    "notify-keyspace-events, KAmn, AKm",
    "notify-keyspace-events, KmKnd, dnKm",
    "shutdown-on-sigterm, force default now, now force",
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
    assertThat(config.show("maxmemory")).isEqualTo("0");
  }

  @Test
  void aListenerHearsOfChangesOnly() {
    List<Long> heard = new ArrayList<>();
    config.number("maxmemory").onChange(heard::add);
    set("maxmemory", "0");
    set("maxmemory", "1kb", "hz", "20");
    assertThat(heard).containsExactly(1024L);
  }

  @Test
  void aListenerThatRefusesHasAllPutBackAndTold() {
    List<Long> heard = new ArrayList<>();
    config.number("maxmemory").onChange(heard::add);
    Setting<Integer> number = config.integer("port");
    number.onChange(
        port -> {
          if (port == 1) throw new ConfigException("Unable to listen on this port.");
        });
    assertRefused(
        FAILED.formatted("port", "Unable to listen on this port."), "maxmemory", "5", "port", "1");
    assertThat(number.get()).isEqualTo(6379);
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
    assertThat(open.directory("dir").get()).isEqualTo(folder.toAbsolutePath());
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
  void aHandleHoldsTheNewValueWhenOthersAreToldOfIt() {
    Setting<Integer> port = config.integer("port");
    Setting<List<String>> addresses = config.addresses("bind");
    List<String> heard = new ArrayList<>();
    port.onChange(number -> heard.add(number + " " + addresses.get()));
    set("port", "7000", "bind", "127.0.0.1 -::1");
    assertThat(heard).containsExactly("7000 [127.0.0.1, -::1]");
  }

  @Test
  void aHandleOfAnotherKindOrNameIsAMistakeInTheCode() {
    assertThatIllegalArgumentException().isThrownBy(() -> config.flag("port"));
    assertThatIllegalArgumentException().isThrownBy(() -> config.number("no-such-setting"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.choice("appendfsync", Permission.class));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.choice("supervised", Permission.class));
  }

  @Test
  void whatIsSetAndNobodyTookIsWithoutEffect() {
    assertThat(config.checkHeeded()).isEmpty();
    Config given = Config.of("io-threads", "4", "pidfile", "/tmp/x", "timeout", "0", "hz", "20");
    assertThat(given.show("hz")).isEqualTo("20");
    assertThat(given.checkHeeded()).containsExactlyInAnyOrder("io-threads", "pidfile", "hz");
    given.integer("hz");
    assertThat(given.checkHeeded()).containsExactlyInAnyOrder("io-threads", "pidfile");
  }

  @ParameterizedTest
  @CsvSource({
    "tls-replication, yes, replication is not supported",
    "replicaof, other 6379, replication is not supported",
    "slaveof, other 6379, replication is not supported",
    "masterauth, secret, replication is not supported",
    "min-replicas-to-write, 1, replication is not supported",
    "min-slaves-to-write, 1, replication is not supported",
    "cluster-enabled, yes, cluster mode is not supported",
    "aclfile, /etc/users.acl, users and their rules are not supported",
    "supervised, systemd, no supervisor can be told that the server is ready",
    "supervised, upstart, no supervisor can be told that the server is ready",
    "shutdown-on-sigterm, save, signals cannot be told apart: use save points or SHUTDOWN SAVE",
    "shutdown-on-sigint, save now, signals cannot be told apart: use save points or SHUTDOWN SAVE"
  })
  void aPromiseThatNobodyKeepsIsRefused(String name, String value, String reason) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> Config.of(name, value).checkHeeded())
        .withMessage("option '" + name + "' (given in the code): " + reason);
  }

  @Test
  void aPromiseThatSomebodyKeepsIsNot() {
    Config given = Config.of("min-replicas-to-write", "1");
    given.integer("min-replicas-to-write");
    assertThat(given.checkHeeded()).isEmpty();
  }

  @Test
  void aPromiseThatNobodyKeepsCannotBeMadeLaterEither() {
    String reason = "replication is not supported";
    assertRefused(FAILED.formatted("min-replicas-to-write", reason), "min-replicas-to-write", "1");
    set("min-replicas-to-write", "0", "min-replicas-max-lag", "1");
  }

  @Test
  void aUserHasAName(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("redis.conf"), "user");
    CommandLine given = CommandLine.parse(file.toString());
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> ConfigSources.load(given, Map.of(), folder))
        .withMessage("option 'user' (" + file + " line 1): takes a name and rules");
  }
}
