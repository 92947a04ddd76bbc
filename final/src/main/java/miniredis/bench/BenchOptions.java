package miniredis.bench;

import module java.base;

/**
 * What {@code ./run bench} is asked to do.
 *
 * @param modules folders of ours; redis-server comes beside them
 * @param requests in one measurement at pipeline depth 1; deeper ones get more, to last as long
 * @param appendonly no, everysec or always, for every server that has it
 * @param builtin whether our own load generator is wanted even where redis-benchmark is installed
 * @param memory whether to count the bytes a key takes
 * @param limit no new round begins after so long; the first always runs
 */
record BenchOptions(
    List<String> modules,
    List<Workload> tests,
    List<Integer> pipelines,
    int rounds,
    int clients,
    int requests,
    int keyspace,
    int valueSize,
    String appendonly,
    boolean redis,
    boolean builtin,
    boolean memory,
    boolean all,
    boolean help,
    Duration limit) {

  static final String USAGE =
      """
      Usage: ./run bench [modules] [options]

      Measures servers of ours (default: final) beside redis-server, in turns, each in a process of
      its own on a free port, and prints the medians and their ratios.

        -t set,get         what to load them with: ping set get incr mset lpush rpush lpop rpop
                           lrange_100 hset sadd zadd
        -P 1,16,100        how many requests a client sends at once
        -c 50              clients
        -n 100000          requests in a measurement at -P 1; more at others, up to 20 times
        -r 100000          how many different keys
        -d 32              bytes in a value
        --rounds 5         every server is started anew for each
        --appendonly no    or everysec, or always: how our servers and Redis write their log
        --no-redis         ours alone
        --no-memory        do not fill a million keys to see how many bytes each takes
        --builtin          the small load generator in here, even where redis-benchmark is installed
        --minutes 15       no new round after so long; one that has begun is finished
        --quick            two short rounds, no memory: to see that it works, not how fast it is
        --all              the table of the top README.md: all steps, final and redis-server
        --help             this
      """;

  /**
   * @param present the folders of ours that can be run
   * @throws IllegalArgumentException with one clear line, naming the option
   */
  static BenchOptions parse(String[] args, List<String> present) {
    return new Parser(args, present).parse();
  }

  int requests(int pipeline) {
    int depth = Math.min(20, pipeline);
    return appendonly.equals("always") ? Math.max(requests / 4, 1) * depth : requests * depth;
  }

  /** The same without the count of memory, within another time. */
  BenchOptions withoutMemory(Duration limit) {
    return new BenchOptions(
        modules,
        tests,
        pipelines,
        rounds,
        clients,
        requests,
        keyspace,
        valueSize,
        appendonly,
        redis,
        builtin,
        false,
        all,
        help,
        limit);
  }

  Trial load(Workload workload, int clients, int pipeline) {
    return new Trial(workload, clients, pipeline, requests(pipeline), keyspace, valueSize);
  }

  private static final class Parser {
    private final String[] args;
    private final List<String> present;
    private final List<String> modules = new ArrayList<>();
    private int at;

    private List<Workload> tests = List.of(Workload.SET, Workload.GET);
    private List<Integer> pipelines = List.of(1, 16, 100);
    private int rounds = 5;
    private int clients = 50;
    private int requests = 100_000;
    private int keyspace = 100_000;
    private int valueSize = 32;
    private String appendonly = "no";
    private boolean redis = true;
    private boolean builtin;
    private boolean memory = true;
    private boolean all;
    private boolean help;
    private int minutes = 15;

    Parser(String[] args, List<String> present) {
      this.args = args;
      this.present = present;
    }

    BenchOptions parse() {
      while (at < args.length) option(args[at++]);
      if (all) modules.addAll(present);
      if (modules.isEmpty()) modules.add("final");
      return new BenchOptions(
          modules.stream().distinct().toList(),
          tests,
          pipelines,
          rounds,
          clients,
          requests,
          keyspace,
          valueSize,
          appendonly,
          redis,
          builtin,
          memory,
          all,
          help,
          Duration.ofMinutes(minutes));
    }

    private void option(String name) {
      switch (name) {
        case "-t", "--tests" -> tests = list(name, this::workload);
        case "-P", "--pipeline" -> pipelines = list(name, text -> number(name, text, 10_000));
        case "--rounds" -> rounds = number(name, 100);
        case "-c", "--clients" -> clients = number(name, 10_000);
        case "-n", "--requests" -> requests = number(name, 10_000_000);
        case "-r", "--keys" -> keyspace = number(name, 100_000_000);
        case "-d", "--size" -> valueSize = number(name, 1 << 20);
        case "--minutes" -> minutes = number(name, 24 * 60);
        case "--appendonly" -> appendonly = appendonly(value(name));
        case "--no-redis" -> redis = false;
        case "--no-memory" -> memory = false;
        case "--builtin" -> builtin = true;
        case "--all" -> all = true;
        case "--help", "-h" -> help = true;
        case "--quick" -> {
          rounds = 2;
          requests = 20_000;
          memory = false;
        }
        default -> {
          if (name.startsWith("-")) throw new IllegalArgumentException("unknown option " + name);
          modules.add(module(name));
        }
      }
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

    private Workload workload(String name) {
      try {
        return Workload.valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("-t does not know " + name);
      }
    }

    private static String appendonly(String value) {
      if (List.of("no", "everysec", "always").contains(value)) return value;
      throw new IllegalArgumentException("--appendonly is no, everysec or always");
    }

    private <T> List<T> list(String name, Function<String, T> each) {
      return Stream.of(value(name).split(",")).map(each).distinct().toList();
    }

    private int number(String name, int highest) {
      return number(name, value(name), highest);
    }

    private static int number(String name, String value, int highest) {
      if (value.matches("\\d{1,9}")) {
        int number = Integer.parseInt(value);
        if (number >= 1 && number <= highest) return number;
      }
      throw new IllegalArgumentException(
          name + " needs a number from 1 to " + highest + ", not '" + value + "'");
    }

    private String value(String name) {
      if (at == args.length) throw new IllegalArgumentException(name + " needs a value");
      return args[at++];
    }
  }
}
