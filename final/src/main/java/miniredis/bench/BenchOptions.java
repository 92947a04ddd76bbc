package miniredis.bench;

import module java.base;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What {@code ./run bench} is asked to do: a field an option, with what it says in the help. */
@Command(
    name = "./run bench",
    customSynopsis = "./run bench [modules] [options]",
    sortOptions = false,
    description = {
      "",
      "Measures servers of ours beside redis-server, in turns, each in a process of its own on a free"
          + " port, and prints the medians and their ratios.",
      ""
    },
    footer = {
      "",
      "Measured in other ways:",
      "  ./run bench memory [elements]            bytes an element of each type, a million of them",
      "  ./run bench big [rounds]                 large values, and commands of many keys",
      "  ./run bench growth [families] [largest]  how costs grow with a collection; string list hash",
      "                                           set zset geo hll stream, up to 100,000 or so many",
      "  ./run bench keys [largest]               costs with 10,000 keys, 1 M and 10 M, or up to so many",
      "  ./run bench clients [most]               costs with 10 clients, 1,000 and 10,000",
      "  ./run bench snapshot [keys]              how long a client waits while a snapshot is taken",
      "  ./run bench stops [elements]             the same, while one huge value is written or removed",
      "  ./run bench waves [millions]             tails of 10 million keys: saves, expiry, growth, FLUSHALL",
      "  ./run bench client-start [starts]        how soon the clients are there",
      "Of the options, --beside and --no-redis go with all of these; --rounds and --minutes, --quick, -n",
      "and -d with keys, clients and waves; -c with keys, -r with clients."
    })
final class BenchOptions {

  /** How our servers and Redis write their log. */
  enum LogPolicy {
    no,
    everysec,
    always
  }

  private static final int DEEPEST = 10_000;
  private static final int MOST_ELEMENTS = 100_000_000;

  /** Folders of ours that can be run. */
  private final List<String> present;

  private List<String> modules = List.of("final");

  /** Whether the words are not modules, but those of a measurement of its own kind. */
  private final boolean special;

  @Parameters(paramLabel = "modules", description = "servers of ours: step03 is enough (final)")
  private List<String> named = List.of();

  @Option(
      names = {"-t", "--tests"},
      split = ",",
      paramLabel = "set,get",
      description =
          "what to load them with: ping set get incr mset lpush rpush lpop rpop lrange_100 hset sadd"
              + " spop sinter zadd zpopmin zrange zrangebyscore zunionstore xadd xrange pfadd geoadd"
              + " geosearch")
  private List<Workload> tests = List.of(Workload.SET, Workload.GET);

  @Option(
      names = {"-P", "--pipeline"},
      split = ",",
      paramLabel = "1,16,100",
      description = "how many requests a client sends at once")
  private List<Integer> pipelines = List.of(1, 16, 100);

  @Option(
      names = {"-c", "--clients"},
      paramLabel = "50",
      description = "clients")
  private int clients = 50;

  @Option(
      names = {"-n", "--requests"},
      paramLabel = "100000",
      description = "requests in a measurement at -P 1; more at others, up to 20 times")
  private int requests = 100_000;

  @Option(
      names = {"-r", "--keys"},
      paramLabel = "100000",
      description = "how many different keys")
  private int keyspace = 100_000;

  @Option(
      names = {"-d", "--size"},
      paramLabel = "32",
      description = "bytes in a value")
  private int valueSize = 32;

  @Option(
      names = "--rounds",
      paramLabel = "5",
      description = "every server is started anew for each")
  private int rounds = 5;

  @Option(
      names = "--appendonly",
      paramLabel = "no",
      description = "or everysec, or always: how our servers and Redis write their log")
  private LogPolicy appendonly = LogPolicy.no;

  @Option(names = "--no-redis", description = "ours alone")
  private boolean noRedis;

  @Option(
      names = "--beside",
      paramLabel = "NAME='command {port}'",
      description =
          "another server beside redis-server, by what starts it; {folder} is an empty folder of its"
              + " own. May be given again")
  private List<String> besides = List.of();

  @Option(
      names = "--no-memory",
      description = "do not fill a million keys to see how many bytes each takes")
  private boolean noMemory;

  @Option(
      names = "--builtin",
      description = "the small load generator in here, even where redis-benchmark is installed")
  private boolean builtin;

  @Option(
      names = "--minutes",
      paramLabel = "15",
      description = "no new round after so long; one that has begun is finished")
  private int minutes = 15;

  @Option(
      names = "--quick",
      description = "two short rounds, no memory: to see that it works, not how fast it is")
  private boolean quick;

  @Option(
      names = "--all",
      description = "the table of the top README.md: all steps, final and redis-server")
  private boolean all;

  @Option(
      names = {"--help", "-h"},
      usageHelp = true,
      description = "this")
  private boolean help;

  /** What {@link #besides} says. */
  private final List<Beside> others = new ArrayList<>();

  private BenchOptions(List<String> present, boolean special) {
    this.present = present;
    this.special = special;
  }

  /**
   * Reads the words of a command line.
   *
   * @param present the folders of ours that can be run
   * @throws IllegalArgumentException with one clear line, naming the option
   */
  static BenchOptions parse(String[] args, List<String> present) {
    return new BenchOptions(present, false).parsed(args);
  }

  /** The same for a measurement of its own kind, of final: it has {@link #words} of its own. */
  static BenchOptions special(String... args) {
    return new BenchOptions(List.of("final"), true).parsed(args);
  }

  private BenchOptions parsed(String[] args) {
    try {
      line().parseArgs(args);
    } catch (ParameterException wrong) {
      throw new IllegalArgumentException(wrong.getMessage());
    }
    check();
    return this;
  }

  private CommandLine line() {
    return new CommandLine(this)
        .registerConverter(Workload.class, BenchOptions::workload)
        .setUsageHelpAutoWidth(true);
  }

  private static Workload workload(String name) {
    try {
      return Workload.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("there is no " + name);
    }
  }

  private void check() {
    for (int depth : pipelines) atMost(DEEPEST, "-P", depth);
    atMost(10_000, "-c", clients);
    atMost(10_000_000, "-n", requests);
    atMost(MOST_ELEMENTS, "-r", keyspace);
    atMost(1 << 20, "-d", valueSize);
    atMost(100, "--rounds", rounds);
    atMost(24 * 60, "--minutes", minutes);
    if (all) modules = present;
    else if (!special && !named.isEmpty())
      modules = named.stream().map(this::module).distinct().toList();
    for (String text : besides) add(Beside.parse(text));
  }

  private void add(Beside other) {
    Set<String> names = new HashSet<>(modules);
    names.add(Contender.REDIS);
    for (Beside each : others) names.add(each.name());
    if (!names.add(other.name())) {
      throw new IllegalArgumentException("--beside: there are two servers named " + other.name());
    }
    others.add(other);
  }

  private static void atMost(int highest, String option, int number) {
    if (number >= 1 && number <= highest) return;
    throw new IllegalArgumentException(
        option + " needs a number from 1 to " + highest + ", not " + number);
  }

  /**
   * Reads a number of elements, up to a hundred million.
   *
   * @throws IllegalArgumentException which begins with what is needed
   */
  static int number(String word, int least, String needed) {
    return number(word, least, MOST_ELEMENTS, needed);
  }

  /** The same for a number of anything. */
  static int number(String word, int least, int most, String needed) {
    if (word.matches("\\d{1,9}")) {
      int number = Integer.parseInt(word);
      if (number >= least && number <= most) return number;
    }
    throw new IllegalArgumentException(needed + " from " + least + " to " + most + ", not " + word);
  }

  /** A module by its name or the beginning of it: {@code step03} is enough. */
  private String module(String name) {
    String start = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    return present.stream()
        .filter(module -> module.startsWith(start))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no module " + name + "; there are " + present));
  }

  boolean wantsHelp() {
    return help;
  }

  String help() {
    return line().getUsageMessage();
  }

  /** Folders of ours; redis-server comes beside them. */
  List<String> modules() {
    return modules;
  }

  /** Servers that are not ours, in the order in which they were named. */
  List<Beside> others() {
    return List.copyOf(others);
  }

  /** The words of a measurement of its own kind. */
  List<String> words() {
    return named;
  }

  List<Workload> tests() {
    return tests.stream().distinct().toList();
  }

  List<Integer> pipelines() {
    return pipelines.stream().distinct().toList();
  }

  int rounds() {
    return quick ? 2 : rounds;
  }

  int clients() {
    return clients;
  }

  /** In one measurement at pipeline depth 1. */
  int requests() {
    return quick ? 20_000 : requests;
  }

  /** In one measurement: deeper ones get more, to last as long. */
  int requests(int pipeline) {
    int depth = Math.min(20, pipeline);
    return appendonly == LogPolicy.always
        ? Math.max(requests() / 4, 1) * depth
        : requests() * depth;
  }

  int keyspace() {
    return keyspace;
  }

  int valueSize() {
    return valueSize;
  }

  /** no, everysec or always, for every server that has a log. */
  String appendonly() {
    return appendonly.name();
  }

  boolean redis() {
    return !noRedis;
  }

  boolean builtin() {
    return builtin;
  }

  /** Whether to count the bytes a key takes. */
  boolean memory() {
    return !noMemory && !quick;
  }

  boolean all() {
    return all;
  }

  /** No new round begins after so long; the first always runs. */
  Duration limit() {
    return Duration.ofMinutes(minutes);
  }

  Trial load(Workload workload, int clients, int pipeline) {
    int count = Math.max(1, requests(pipeline) / workload.fewer());
    return new Trial(workload, clients, pipeline, count, keyspace, valueSize);
  }
}
