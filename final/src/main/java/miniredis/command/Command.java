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

  /** Says whether an argument of a request must not be shown: a password, a setting with one. */
  @FunctionalInterface
  public interface Secrets {
    boolean isSecret(Bytes[] args, int index);
  }

  /** What a later version of Redis changed. */
  public record Change(String version, String text) {}

  /** More arguments than this take time by themselves. */
  private static final int BRIEF_ARGUMENTS = 8;

  private static final Access[] READS = {Access.RO, Access.ACCESS};
  private static final Access[] CHANGES = {Access.RW, Access.ACCESS, Access.UPDATE};

  private final String name;
  private final int arity;
  private Handler handler;
  private final Set<Flag> flags;
  private final Map<Bytes, Command> subcommands = new LinkedHashMap<>();

  private int number;

  private final Keys keys = new Keys();
  private Channels channels = Channels.NONE;
  private Group group = Group.GENERIC;
  private Category[] ownCategories;
  private List<String> tips = List.of();
  private String summary = "";
  private String since = "1.0.0";
  private String complexity = "O(1)";

  /** Which argument becomes a key's string as it is; 0 if none does. */
  private int stringAt;

  /** Up to so many arguments a call is brief. */
  private int briefArguments;

  private boolean runsQueue;
  private boolean runsAtOnce;
  private boolean alwaysUses;
  private boolean forSubscribers;

  private boolean tellsOfFailingDisk;
  private Secrets secrets = (args, index) -> false;

  private String syntax = "";
  private final List<Change> history = new ArrayList<>();
  private boolean systemCommand;
  private String deprecatedSince;
  private String replacedBy;
  private Command container;

  /** How often it was run, for how many nanoseconds, and how often in vain: INFO commandstats. */
  public long calls;

  public long nanoseconds;
  public long rejected;
  public long failed;

  private LatencyHistogram latencies;

  Command(String name, int arity, Handler handler, Flag... flags) {
    this.name = name.toLowerCase(Locale.ROOT);
    this.arity = arity;
    this.handler = handler;
    this.flags = EnumSet.noneOf(Flag.class);
    Collections.addAll(this.flags, flags);
  }

  /** Says which one it is of its table. */
  Command number(int number) {
    this.number = number;
    return this;
  }

  /** No other command of the table has it, and none is much larger than there are commands. */
  public int number() {
    return number;
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

  /** Has another handler from now on. */
  public Command handledBy(Handler other) {
    handler = other;
    return this;
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

  /** One key, the first argument: read by a READONLY command, else read and changed. */
  public Command key() {
    return key(usualAccess());
  }

  /** One key, the first argument, and what happens to it. */
  public Command key(Access... access) {
    return keys(KeySpec.at(1, access));
  }

  /** Where the keys are, as COMMAND INFO says it: first, last (negative: from the end), step. */
  public Command keys(int first, int last, int step) {
    return keys(first, last, step, usualAccess());
  }

  /** The same, and what happens to the keys. */
  public Command keys(int first, int last, int step, Access... access) {
    return keys(KeySpec.range(first, last, step, access));
  }

  private Access[] usualAccess() {
    return is(Flag.READONLY) ? READS : CHANGES;
  }

  /** One more group of keys. */
  public Command keys(KeySpec spec) {
    keys.add(spec);
    if (keys.areMovable()) flags.add(Flag.MOVABLEKEYS);
    return this;
  }

  /** For keys that no {@link KeySpec} finds, or whose use depends on the other arguments. */
  public Command keysBy(Function<Bytes[], List<KeySpec.Found>> finder) {
    keys.finder(finder);
    return this;
  }

  /** Where the keys are and what happens to them. */
  public Keys keys() {
    return keys;
  }

  /** Says which arguments name channels. */
  public Command channels(Channels channels) {
    this.channels = channels;
    return this;
  }

  public Channels channels() {
    return channels;
  }

  public int firstKey() {
    return keys.first();
  }

  public int lastKey() {
    return keys.last();
  }

  public int keyStep() {
    return keys.step();
  }

  /** The keys among the arguments of a request that has the right number of them. */
  public List<Bytes> keysOf(Bytes[] args) {
    return keys.in(args).stream().map(found -> args[found.at()]).toList();
  }

  Command group(Group group) {
    this.group = group;
    return this;
  }

  public Group group() {
    return group;
  }

  /** ACL categories in place of the one that follows from the group. */
  public Command categories(Category... categories) {
    ownCategories = categories;
    return this;
  }

  /** No ACL category but those that the flags imply. */
  public Command noCategory() {
    return categories(new Category[0]);
  }

  /** The ACL categories: the family's or its own, and those that the flags imply. */
  public Set<Category> categories() {
    Set<Category> all = EnumSet.noneOf(Category.class);
    if (ownCategories != null) Collections.addAll(all, ownCategories);
    else if (group.category() != null) all.add(group.category());
    for (Flag flag : flags) if (flag.category() != null) all.add(flag.category());
    if (all.contains(Category.SCRIPTING)) all.remove(Category.READ);
    if (is(Flag.ADMIN)) all.add(Category.DANGEROUS);
    if (!is(Flag.FAST)) all.add(Category.SLOW);
    return all;
  }

  /** Hints for clients, as COMMAND INFO lists them: {@code nondeterministic_output}. */
  public Command tips(String... tips) {
    this.tips = List.of(tips);
    return this;
  }

  public List<String> tips() {
    return tips;
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

  /** Says what changed in a later version. */
  public Command history(String version, String change) {
    history.add(new Change(version, change));
    return this;
  }

  /** What changed since it was new, the oldest first. */
  public List<Change> history() {
    return history;
  }

  /** For those who look after a server or test it, and not for applications. */
  public Command systemCommand() {
    systemCommand = true;
    return this;
  }

  public boolean isSystemCommand() {
    return systemCommand;
  }

  /** Says from when on something else should be used, and what. */
  public Command deprecated(String since, String instead) {
    deprecatedSince = since;
    replacedBy = instead;
    return this;
  }

  /** The version of Redis that first advised against it, or null. */
  public String deprecatedSince() {
    return deprecatedSince;
  }

  public String replacedBy() {
    return replacedBy;
  }

  /** The cost of a call, in the usual notation; empty if there is nothing to say. */
  public Command complexity(String complexity) {
    this.complexity = complexity;
    return this;
  }

  public String complexity() {
    return complexity;
  }

  /** Whether a call of so many arguments, the name counted, is {@linkplain #brief brief}. */
  public boolean isBrief(int arguments) {
    return arguments <= briefArguments;
  }

  /**
   * Says that a call takes about a microsecond whatever the keys hold, as long as it has few
   * arguments. Nothing but how its time is measured follows from this: brief calls share a look at
   * the clock.
   */
  public Command brief() {
    return briefUpTo(BRIEF_ARGUMENTS);
  }

  /** The same for up to so many arguments, the name counted. */
  public Command briefUpTo(int arguments) {
    briefArguments = arguments;
    return this;
  }

  /**
   * Says that it is refused like a write while the disk fails: whoever watches the server with it
   * is to hear of that.
   */
  public Command tellOfFailingDisk() {
    tellsOfFailingDisk = true;
    return this;
  }

  public boolean tellsOfFailingDisk() {
    return tellsOfFailingDisk;
  }

  /** Says which arguments must not be shown to anybody, such as passwords. */
  public Command secrets(Secrets secrets) {
    this.secrets = secrets;
    return this;
  }

  /** Whether an argument must not be shown to anybody. */
  public boolean isSecret(Bytes[] args, int index) {
    return secrets.isSecret(args, index);
  }

  /** One more flag. */
  public Command with(Flag flag) {
    flags.add(flag);
    return this;
  }

  /** Says which argument becomes a key's string as it is. */
  public Command storesString(int index) {
    stringAt = index;
    return this;
  }

  /** Which argument becomes a key's string as it is; 0 if none does. */
  public int stringAt() {
    return stringAt;
  }

  /** Says that the command runs at once even in a transaction, where others are queued. */
  public Command runsAtOnce() {
    runsAtOnce = true;
    return this;
  }

  public boolean isRunAtOnce() {
    return runsAtOnce;
  }

  /** Says that the command runs what its client has queued, as EXEC does. */
  public Command runsTheQueue() {
    runsQueue = true;
    return this;
  }

  public boolean runsQueue() {
    return runsQueue;
  }

  /** Says that a call is a use of its keys even if the client's other reading is not, as TOUCH. */
  public Command alwaysUses() {
    alwaysUses = true;
    return this;
  }

  public boolean isUse() {
    return alwaysUses;
  }

  /** Says that a client may send it while it listens to channels, and speaks RESP2. */
  public Command forSubscribers() {
    forSubscribers = true;
    return this;
  }

  public boolean isForSubscribers() {
    return forSubscribers;
  }

  /**
   * The arguments as a manual shows them, {@code key value [EX seconds | PX milliseconds]}: hints
   * and the arguments of COMMAND DOCS are made from it, by the rules of {@link UsageLine}.
   */
  public Command syntax(String syntax) {
    this.syntax = syntax;
    return this;
  }

  public String syntax() {
    return UsageLine.plain(syntax);
  }

  /** The arguments that {@link #syntax} shows. */
  public List<Argument> arguments() {
    return UsageLine.parse(syntax);
  }

  /** How long the calls took, or null if there was none since the start or the last reset. */
  public LatencyHistogram latencies() {
    return latencies;
  }

  /** Notes the {@link LatencyHistogram#classOf class} of how long a call took. */
  public void countLatency(int number) {
    if (latencies == null) latencies = new LatencyHistogram();
    latencies.add(number);
  }

  public void resetStatistics() {
    latencies = null;
    calls = nanoseconds = rejected = failed = 0;
  }
}
