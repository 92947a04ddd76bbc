package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/**
 * All commands by name. Everything the server knows of its commands is derived from here: arity
 * errors, COMMAND and its relatives, what is logged, what a subscriber may call, help and hints.
 *
 * <p>Built once at the start; after that only the thread that runs commands looks into it.
 */
public final class CommandTable {

  private static final int MOST_SPELLINGS = 2048;

  private final Map<Bytes, Command> commands = new LinkedHashMap<>(512);

  /** Commands that clients are not to see: see {@link #hideSince}. */
  private final Map<Bytes, Command> hidden = new HashMap<>();

  /** As clients have spelled the names so far: GET, get, Get. */
  private final Map<Bytes, Command> spellings = new HashMap<>(512);

  /** The name looked up last and what it names: a client tends to send the same again. */
  private Bytes lastName;

  private Command last;

  private Group group = Group.GENERIC;
  private int numbers;

  /** Says which family the rows that follow belong to. */
  public CommandTable group(Group group) {
    this.group = group;
    return this;
  }

  /** For an arity of at least so many arguments, the name counted. */
  public static int atLeast(int arguments) {
    return -arguments;
  }

  /**
   * Adds a row. A subcommand is named with its container, which must be there already: {@code
   * CONFIG|GET}.
   */
  public Command add(String name, int arity, Handler handler, Flag... flags) {
    Command command = new Command(name, arity, handler, flags).group(group).number(numbers++);
    int bar = name.indexOf('|');
    Bytes key = Bytes.of(name.substring(bar + 1)).toLowerCase();
    if (bar < 0) commands.put(key, command);
    else commands.get(Bytes.of(name.substring(0, bar)).toLowerCase()).addSubcommand(key, command);
    return command;
  }

  /** Adds a command that only groups its subcommands. */
  public Command addContainer(String name) {
    return add(name, atLeast(2), CommandTable::noSubcommand)
        .complexity("Depends on the subcommand");
  }

  /** Adds HELP to a container, whose other subcommands must be there already or come later. */
  public Command addHelp(String container) {
    return add(container + "|HELP", 2, HelpReply::of, Flag.LOADING, Flag.STALE)
        .summary("Lists the subcommands");
  }

  private static Reply noSubcommand(Call call) {
    throw Errors.unknownSubcommand(call.arg(1), call.arg(0).text());
  }

  /** Takes a command away from a name in any mixture of cases; null if there is none. */
  public Command remove(Bytes name) {
    spellings.clear();
    lastName = null;
    return commands.remove(name.toLowerCase());
  }

  /**
   * Hides all commands that Redis did not have in a version such as 7.0: to clients they are
   * unknown, but a log that was written before may still name them.
   */
  public void hideSince(String version) {
    for (Command each : List.copyOf(commands.values())) {
      if (!isAfter(each.since(), version)) continue;
      Bytes name = Bytes.of(each.name());
      hidden.put(name, remove(name));
    }
  }

  /** Versions as Redis writes them, 7.4.0: compared number by number, as far as both go. */
  private static boolean isAfter(String version, String other) {
    int[] numbers = numbers(version);
    int[] others = numbers(other);
    int same = Math.min(numbers.length, others.length);
    return Arrays.compare(numbers, 0, same, others, 0, same) > 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  /** A command that {@link #hideSince} has hidden, or null. */
  public Command hidden(Bytes name) {
    return hidden.get(name.toLowerCase());
  }

  /**
   * Has a command called by this name. What it calls itself in errors and in COMMAND stays, as in
   * Redis.
   *
   * @return whether the name was free
   */
  public boolean put(Bytes name, Command command) {
    return commands.putIfAbsent(name.toLowerCase(), command) == null;
  }

  /** All commands in the order they were added, containers without their subcommands. */
  public Collection<Command> all() {
    return commands.values();
  }

  /** The command of this name, in any mixture of cases, or null. */
  public Command find(Bytes name) {
    if (name == lastName) return last;
    Command known = spellings.get(name);
    lastName = name;
    last = known != null ? known : findBySpelling(name);
    return last;
  }

  private Command findBySpelling(Bytes name) {
    Command command = commands.get(name.toLowerCase());
    if (command != null && spellings.size() < MOST_SPELLINGS) spellings.put(name, command);
    return command;
  }

  /** The command of a whole name, {@code get} or {@code object|freq}, or null. */
  public Command named(Bytes name) {
    String text = new String(name.array(), StandardCharsets.ISO_8859_1);
    int bar = text.indexOf('|');
    if (bar < 0) return commands.get(name.toLowerCase());
    Command container = commands.get(name.slice(0, bar).toLowerCase());
    if (container == null) return null;
    return container.subcommands().get(name.slice(bar + 1, name.length()).toLowerCase());
  }

  /** The command or, of a container, the subcommand that a request names; null if unknown. */
  public Command find(Bytes[] args) {
    Command command = find(args[0]);
    if (command == null || command.subcommands().isEmpty() || args.length < 2) return command;
    Command subcommand = command.subcommands().get(args[1].toLowerCase());
    return subcommand != null ? subcommand : command;
  }
}
