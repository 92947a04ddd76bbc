package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The settings as they are now: made once at start, by {@link ConfigSources}, and changed by CONFIG
 * SET.
 *
 * <p>Whoever does as a setting says takes a {@link Setting handle} to it by its redis.conf name,
 * once, when it is made: {@code config.flag("rdbcompression")}. A name that does not exist, or a
 * setting of another kind, is a mistake in the code and found at the first start.
 *
 * <p>What nobody took is kept and shown but without effect; {@link #checkHeeded} tells.
 */
public final class Config {

  private static final Class<?>[] NUMBERS = {
    Kind.Whole.class,
    Kind.Hertz.class,
    Kind.Octal.class,
    Kind.Memory.class,
    Kind.MemoryOrPercent.class
  };

  private final Settings settings = new Settings();
  private final List<RenamedCommand> renamedCommands = new ArrayList<>();
  private final List<UserLine> users = new ArrayList<>();
  private Supplier<List<Bytes>> userLines = List::of;
  private Path file;

  /** All defaults. */
  public Config() {
    directory("dir").onChange(Config::checkDirectory);
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
        case "user" -> users.add(UserLine.of(each));
        case "rename-command" -> renamedCommands.add(RenamedCommand.of(each));
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

  /** A setting as CONFIG GET shows it. To show it is not to heed it. */
  public String show(String name) {
    return settings.the(name).text().text();
  }

  /** Whether a setting's value is to be kept out of logs; names no one knows are not. */
  public boolean isSecret(Bytes name) {
    Slot slot = settings.find(name.toLowerCase().text());
    return slot != null && slot.directive().isSecret();
  }

  /**
   * To be called when all who heed settings have taken their handles.
   *
   * @return the names of the settings that differ from their defaults and that nobody heeds
   * @throws ConfigException if one of them is a promise on which data or secrets may depend
   */
  public List<String> checkHeeded() {
    List<Slot> unheeded = settings.all().stream().filter(Slot::isUnheeded).toList();
    unheeded.forEach(Slot::refuseBrokenPromise);
    return unheeded.stream().map(slot -> slot.directive().name()).toList();
  }

  Settings settings() {
    return settings;
  }

  /** Redis's two complaints; nothing else is wrong with a directory that can be listed. */
  private static void checkDirectory(Path directory) {
    if (!Files.exists(directory)) throw new ConfigException("No such file or directory");
    if (!Files.isDirectory(directory)) throw new ConfigException("Not a directory");
  }

  /** The configuration file, in full, if there is one. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  void file(Path file) {
    this.file = file;
  }

  /** What each {@code rename-command} says, in order. */
  public List<RenamedCommand> renamedCommands() {
    return renamedCommands;
  }

  /** What each line {@code user} says, in order. */
  public List<UserLine> users() {
    return users;
  }

  /** Says where CONFIG REWRITE gets the lines {@code user} from that are true now. */
  public void usersFrom(Supplier<List<Bytes>> lines) {
    userLines = lines;
  }

  List<Bytes> userLines() {
    return userLines.get();
  }

  // Handles

  /** A handle to a setting that is yes or no. */
  public Setting<Boolean> flag(String name) {
    return settings.handle(name, parsed -> parsed.number() != 0, Kind.Flag.class);
  }

  /** A handle to a number or a size in bytes. */
  public Setting<Long> number(String name) {
    return settings.handle(name, Parsed::number, NUMBERS);
  }

  /** A handle to a number that is never more than an int holds. */
  public Setting<Integer> integer(String name) {
    return settings.handle(name, parsed -> Math.toIntExact(parsed.number()), NUMBERS);
  }

  /** A handle to any bytes, such as a password. */
  public Setting<Bytes> text(String name) {
    return settings.handle(name, Parsed::text, Kind.Text.class);
  }

  /** A handle to the name of a file, which may be empty. */
  public Setting<String> name(String name) {
    return settings.handle(
        name, parsed -> parsed.text().text(), Kind.Text.class, Kind.BaseName.class);
  }

  /** A handle to one of several words, each a constant of the enum: {@code allkeys-lru}. */
  public <E extends Enum<E>> Setting<E> choice(String name, Class<E> type) {
    return settings.choice(name, type);
  }

  /** A handle to a directory, in full, which may not exist yet. */
  public Setting<Path> directory(String name) {
    return settings.handle(name, parsed -> Path.of(parsed.text().text()), Kind.Directory.class);
  }

  /**
   * A handle to the addresses to listen on; {@code *} is all, and a leading minus marks one that
   * may be missing.
   */
  public Setting<List<String>> addresses(String name) {
    return settings.handle(name, Lists.Addresses::read, Lists.Addresses.class);
  }

  /** A handle to when to take a snapshot; no point is never. */
  public Setting<List<SavePoint>> savePoints() {
    return settings.handle("save", Lists.SavePoints::read, Lists.SavePoints.class);
  }

  /** A handle to how much output may wait for clients of each class. */
  public Setting<Map<ClientClass, OutputLimit>> outputLimits() {
    return settings.handle(
        "client-output-buffer-limit", Lists.BufferLimits::read, Lists.BufferLimits.class);
  }

  /**
   * A handle to the kinds of keyspace events that are published, the bits of {@link
   * KeyspaceEvents}.
   */
  public Setting<Integer> keyspaceEvents() {
    return settings.handle(
        "notify-keyspace-events", parsed -> (int) parsed.number(), Kind.Events.class);
  }

  /** A handle to shares of a hundred. */
  public Setting<double[]> percentiles(String name) {
    return settings.handle(name, Lists.Percentiles::read, Lists.Percentiles.class);
  }
}
