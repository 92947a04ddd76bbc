package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.config.Settings.Setting;

/**
 * The settings as they are now.
 *
 * <p>Made once at start, by {@link ConfigSources}, then read by the engine's thread and changed by
 * it in CONFIG SET. Other threads are handed the values that they need. What a command may need has
 * a field, so that its accessor can stand on a hot path.
 *
 * <p>What has no accessor here is read by {@link #number}, {@link #isOn} or {@link #text} with its
 * redis.conf name.
 */
public final class Config {

  private final Settings settings = new Settings();
  private final List<Bytes[]> users = new ArrayList<>();
  private final List<Bytes[]> renamedCommands = new ArrayList<>();
  private Path file;

  private final Setting bind = settings.the("bind");
  private final Setting timeout = settings.the("timeout");
  private final Setting maxclients = settings.the("maxclients");
  private final Setting requirepass = settings.the("requirepass");
  private final Setting protoMaxBulkLen = settings.the("proto-max-bulk-len");
  private final Setting clientQueryBufferLimit = settings.the("client-query-buffer-limit");
  private final Setting clientOutputBufferLimit = settings.the("client-output-buffer-limit");
  private final Setting maxmemory = settings.the("maxmemory");
  private final Setting maxmemoryPolicy = settings.the("maxmemory-policy");
  private final Setting maxmemorySamples = settings.the("maxmemory-samples");
  private final Setting lfuLogFactor = settings.the("lfu-log-factor");
  private final Setting lfuDecayTime = settings.the("lfu-decay-time");
  private final Setting hz = settings.the("hz");
  private final Setting activeExpireEffort = settings.the("active-expire-effort");
  private final Setting save = settings.the("save");
  private final Setting stopWritesOnBgsaveError = settings.the("stop-writes-on-bgsave-error");
  private final Setting appendonly = settings.the("appendonly");
  private final Setting appendfsync = settings.the("appendfsync");
  private final Setting hashEntries = settings.the("hash-max-listpack-entries");
  private final Setting hashValue = settings.the("hash-max-listpack-value");
  private final Setting listSize = settings.the("list-max-listpack-size");
  private final Setting setIntsetEntries = settings.the("set-max-intset-entries");
  private final Setting zsetEntries = settings.the("zset-max-listpack-entries");
  private final Setting zsetValue = settings.the("zset-max-listpack-value");
  private final Setting notifyKeyspaceEvents = settings.the("notify-keyspace-events");
  private final Setting slowlogLogSlowerThan = settings.the("slowlog-log-slower-than");

  /** All defaults. */
  public Config() {
    onChange("dir", this::checkDirectory);
  }

  /**
   * The defaults but for some names and values in turns: {@code Config.of("port", "0")}.
   *
   * @throws ConfigException for an unknown name or a bad value
   */
  public static Config of(String... namesAndValues) {
    List<Assignment> given = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Bytes[] words = {Bytes.of(namesAndValues[i + 1])};
      given.add(new Assignment(namesAndValues[i], words, "given in the code"));
    }
    Config config = new Config();
    config.load(given);
    return config;
  }

  /** Takes over what one source says. */
  void load(List<Assignment> source) {
    List<Assignment> rest = new ArrayList<>(source.size());
    for (Assignment each : source) {
      switch (each.name().toLowerCase(Locale.ROOT)) {
        case "user" -> users.add(each.words());
        case "rename-command" -> renamedCommands.add(each.words());
        case "list-max-ziplist-entries", "list-max-ziplist-value", "lua-replicate-commands" -> {}
        case "loadmodule" -> throw each.refused("modules are not supported");
        case "sentinel" -> throw each.refused("sentinel mode is not supported");
        default -> rest.add(each);
      }
    }
    settings.load(rest);
  }

  /** CONFIG GET: names and values in turns of all settings that match any of the patterns. */
  public List<Bytes> get(List<Bytes> patterns) {
    return settings.get(patterns);
  }

  /**
   * CONFIG SET: all of the settings change, or none does.
   *
   * @param pairs names and values in turns
   * @param local whether the client is on this machine, for what {@code enable-protected-configs
   *     local} allows
   * @throws ConfigException whose message is Redis's error but for the ERR before it
   */
  public void set(List<Bytes> pairs, boolean local) {
    settings.set(pairs, local);
  }

  /**
   * Has something run whenever CONFIG SET changes a setting. It may refuse the new value by a
   * {@link ConfigException} with the reason; then all is put back, and told so.
   */
  public void onChange(String name, Runnable listener) {
    settings.onChange(name, listener);
  }

  /** Whether a setting's value is to be kept out of logs; names no one knows are not. */
  public boolean isSecret(Bytes name) {
    Setting setting = settings.find(name.toLowerCase().text());
    return setting != null && setting.directive.isSecret();
  }

  /** The settings that were changed and that nothing here reads, for a warning at start. */
  public List<String> withoutEffect() {
    return settings.all().stream()
        .filter(setting -> setting.directive.isInert() && !setting.isInitial())
        .map(setting -> setting.directive.name())
        .toList();
  }

  Settings settings() {
    return settings;
  }

  /** Redis's two complaints; nothing else is wrong with a directory that can be listed. */
  private void checkDirectory() {
    if (!Files.exists(dir())) throw new ConfigException("No such file or directory");
    if (!Files.isDirectory(dir())) throw new ConfigException("Not a directory");
  }

  /** Any setting of numbers: a size in bytes, a count, a choice's index. */
  public long number(String name) {
    return settings.the(name).number();
  }

  /** Any yes-or-no setting. */
  public boolean isOn(String name) {
    return settings.the(name).isOn();
  }

  /** Any setting as CONFIG GET shows it. */
  public String text(String name) {
    return settings.the(name).text();
  }

  /** The configuration file, in full, if there is one. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  void file(Path file) {
    this.file = file;
  }

  /** The words after each {@code user} in the configuration file: ACL users. */
  public List<Bytes[]> users() {
    return users;
  }

  /**
   * The words after each {@code rename-command}: a command and its new name, empty to remove it.
   */
  public List<Bytes[]> renamedCommands() {
    return renamedCommands;
  }

  public int port() {
    return (int) number("port");
  }

  /**
   * Addresses to listen on; {@code *} is all, and a leading minus marks one that may be missing.
   */
  public List<String> bind() {
    return bind.value.text().isEmpty() ? List.of() : List.of(bind.text().split(" "));
  }

  /** Seconds after which an idle client is closed; 0 is never. */
  public long timeout() {
    return timeout.number();
  }

  /** Seconds; 0 is off. */
  public long tcpKeepalive() {
    return number("tcp-keepalive");
  }

  public int tcpBacklog() {
    return (int) number("tcp-backlog");
  }

  public long maxclients() {
    return maxclients.number();
  }

  public boolean protectedMode() {
    return isOn("protected-mode");
  }

  /** Empty if there is none. */
  public Bytes requirepass() {
    return requirepass.value.text();
  }

  /** Bytes. */
  public long protoMaxBulkLen() {
    return protoMaxBulkLen.number();
  }

  /** Bytes. */
  public long clientQueryBufferLimit() {
    return clientQueryBufferLimit.number();
  }

  /** Bytes waiting for one client past which it is cut off at once; 0 is no limit. */
  public long outputHardLimit(ClientClass clients) {
    return clientOutputBufferLimit.value.numbers()[3 * clients.ordinal()];
  }

  /** Bytes past which a client is cut off if it stays there; 0 is no limit. */
  public long outputSoftLimit(ClientClass clients) {
    return clientOutputBufferLimit.value.numbers()[3 * clients.ordinal() + 1];
  }

  /** For how long a client may stay past the soft limit. */
  public long outputSoftSeconds(ClientClass clients) {
    return clientOutputBufferLimit.value.numbers()[3 * clients.ordinal() + 2];
  }

  public int databases() {
    return (int) number("databases");
  }

  /** Bytes; 0 is no limit. */
  public long maxmemory() {
    return maxmemory.number();
  }

  /** Such as {@code allkeys-lru}. */
  public String maxmemoryPolicy() {
    return maxmemoryPolicy.text();
  }

  public int maxmemorySamples() {
    return (int) maxmemorySamples.number();
  }

  public int lfuLogFactor() {
    return (int) lfuLogFactor.number();
  }

  /** Minutes. */
  public int lfuDecayTime() {
    return (int) lfuDecayTime.number();
  }

  /** How often a second the server looks after expiry, clients and the like: 1 to 500. */
  public int hz() {
    return (int) hz.number();
  }

  /** 1 to 10. */
  public int activeExpireEffort() {
    return (int) activeExpireEffort.number();
  }

  /** The data directory, in full; it may not exist yet. */
  public Path dir() {
    return Path.of(text("dir"));
  }

  public String dbfilename() {
    return text("dbfilename");
  }

  /** When to take a snapshot; none is never. */
  public List<SavePoint> savePoints() {
    long[] numbers = save.value.numbers();
    List<SavePoint> points = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      points.add(new SavePoint(numbers[i], numbers[i + 1]));
    }
    return points;
  }

  public boolean stopWritesOnBgsaveError() {
    return stopWritesOnBgsaveError.isOn();
  }

  public boolean appendonly() {
    return appendonly.isOn();
  }

  /** {@code always}, {@code everysec} or {@code no}. */
  public String appendfsync() {
    return appendfsync.text();
  }

  public String appendfilename() {
    return text("appendfilename");
  }

  public String appenddirname() {
    return text("appenddirname");
  }

  /** Growth in percent after which the AOF is rewritten; 0 is never. */
  public long autoAofRewritePercentage() {
    return number("auto-aof-rewrite-percentage");
  }

  /** Bytes. */
  public long autoAofRewriteMinSize() {
    return number("auto-aof-rewrite-min-size");
  }

  public long hashMaxListpackEntries() {
    return hashEntries.number();
  }

  public long hashMaxListpackValue() {
    return hashValue.number();
  }

  /** Elements, or from -1 to -5 for 4 to 64 KB. */
  public int listMaxListpackSize() {
    return (int) listSize.number();
  }

  public long setMaxIntsetEntries() {
    return setIntsetEntries.number();
  }

  public long zsetMaxListpackEntries() {
    return zsetEntries.number();
  }

  public long zsetMaxListpackValue() {
    return zsetValue.number();
  }

  /** The bits of {@link KeyspaceEvents}. */
  public int notifyKeyspaceEvents() {
    return (int) notifyKeyspaceEvents.number();
  }

  /** Microseconds; negative is off. */
  public long slowlogLogSlowerThan() {
    return slowlogLogSlowerThan.number();
  }

  public long slowlogMaxLen() {
    return number("slowlog-max-len");
  }

  /** Milliseconds; 0 is off. */
  public long latencyMonitorThreshold() {
    return number("latency-monitor-threshold");
  }

  /** Shares of a hundred. */
  public double[] latencyTrackingInfoPercentiles() {
    long[] bits = settings.the("latency-tracking-info-percentiles").value.numbers();
    double[] percentiles = new double[bits.length];
    for (int i = 0; i < bits.length; i++) percentiles[i] = Double.longBitsToDouble(bits[i]);
    return percentiles;
  }

  /** {@code debug}, {@code verbose}, {@code notice} or {@code warning}. */
  public String loglevel() {
    return text("loglevel");
  }

  /** Empty for standard output. */
  public String logfile() {
    return text("logfile");
  }

  /** Whether the log is one JSON object a line. */
  public boolean logsJson() {
    return text("logformat").equals("json");
  }

  /** Whether every byte in and out is shown on standard error. */
  public boolean trace() {
    return isOn("trace");
  }

  /** Whether clients speak the plain-text dialect. */
  public boolean speaksPlain() {
    return text("dialect").equals("plain");
  }
}
