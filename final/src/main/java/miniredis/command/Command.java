package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * One row of the command table: what the server, COMMAND and its relatives, and the log must know
 * of a command, and the handler that does it.
 *
 * <p>A row is complete once its table has been built. The counters at the end change all the time
 * and belong to the thread that runs commands.
 */
public final class Command {

  private final String name;
  private final int arity;
  private final Handler handler;
  private final Set<Flag> flags;
  private final Map<Bytes, Command> subcommands = new LinkedHashMap<>();

  private int firstKey;
  private int lastKey;
  private int keyStep;
  private Function<Bytes[], List<Bytes>> keyFinder;
  private Group group = Group.GENERIC;
  private String summary = "";
  private String since = "1.0.0";
  private String complexity = "O(1)";
  private String syntax = "";
  private Command container;

  /** How often it was run, for how many nanoseconds, and how often in vain: INFO commandstats. */
  public long calls;

  public long nanoseconds;
  public long rejected;
  public long failed;

  Command(String name, int arity, Handler handler, Flag... flags) {
    this.name = name.toLowerCase(Locale.ROOT);
    this.arity = arity;
    this.handler = handler;
    this.flags = EnumSet.noneOf(Flag.class);
    Collections.addAll(this.flags, flags);
  }

  /** In lower case; of a subcommand with its container's: {@code config|get}. */
  public String name() {
    return name;
  }

  /** The number of arguments with the name itself; negative: at least that many. */
  public int arity() {
    return arity;
  }

  public boolean accepts(int argumentCount) {
    return arity >= 0 ? argumentCount == arity : argumentCount >= -arity;
  }

  public Handler handler() {
    return handler;
  }

  public Set<Flag> flags() {
    return flags;
  }

  public boolean is(Flag flag) {
    return flags.contains(flag);
  }

  /** The subcommands by their names in lower case; empty for most commands. */
  public Map<Bytes, Command> subcommands() {
    return subcommands;
  }

  /** The command this is a subcommand of, or null. */
  public Command container() {
    return container;
  }

  void addSubcommand(Bytes word, Command command) {
    command.container = this;
    subcommands.put(word, command);
  }

  /** One key, the first argument. */
  public Command key() {
    return keys(1, 1, 1);
  }

  /** Where the keys are, as COMMAND INFO says it: first, last (negative: from the end), step. */
  public Command keys(int first, int last, int step) {
    firstKey = first;
    lastKey = last;
    keyStep = step;
    return this;
  }

  /** For keys that no three numbers describe. */
  public Command keysBy(Function<Bytes[], List<Bytes>> finder) {
    keyFinder = finder;
    return this;
  }

  public int firstKey() {
    return firstKey;
  }

  public int lastKey() {
    return lastKey;
  }

  public int keyStep() {
    return keyStep;
  }

  /** The keys among the arguments of a request that has the right number of them. */
  public List<Bytes> keysOf(Bytes[] args) {
    if (keyFinder != null) return keyFinder.apply(args);
    if (firstKey == 0) return List.of();
    List<Bytes> keys = new ArrayList<>();
    int last = lastKey < 0 ? args.length + lastKey : lastKey;
    for (int i = firstKey; i <= last && i < args.length; i += keyStep) keys.add(args[i]);
    return keys;
  }

  Command group(Group group) {
    this.group = group;
    return this;
  }

  public Group group() {
    return group;
  }

  /** What it does, in one line, for COMMAND DOCS and for help. */
  public Command summary(String summary) {
    this.summary = summary;
    return this;
  }

  public String summary() {
    return summary;
  }

  /** The version of Redis that had it first. */
  public Command since(String version) {
    this.since = version;
    return this;
  }

  public String since() {
    return since;
  }

  /** The cost of a call, in the usual notation. */
  public Command complexity(String complexity) {
    this.complexity = complexity;
    return this;
  }

  public String complexity() {
    return complexity;
  }

  /**
   * The arguments as a manual shows them, {@code key value [EX seconds | PX milliseconds]}: hints
   * and the arguments of COMMAND DOCS are made from it.
   */
  public Command syntax(String syntax) {
    this.syntax = syntax;
    return this;
  }

  public String syntax() {
    return syntax;
  }

  public void resetStatistics() {
    calls = nanoseconds = rejected = failed = 0;
  }
}
