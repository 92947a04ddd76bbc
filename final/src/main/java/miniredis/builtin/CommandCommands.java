package miniredis.builtin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NO_MANDATORY_KEYS;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Glob;
import miniredis.command.Access;
import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.resp.Reply;

/** COMMAND: what the command table says, for clients that want to know. Nothing is said twice. */
public final class CommandCommands {

  private static final String ANY_ORDER = "nondeterministic_output_order";
  private static final String NAMES = "[command-name [command-name ...]]";

  private final CommandTable table;

  private CommandCommands(CommandTable table) {
    this.table = table;
  }

  public static void addTo(CommandTable table) {
    CommandCommands self = new CommandCommands(table);
    table.group(Group.SERVER);
    row(table, "COMMAND", atLeast(1), self::all, "2.8.13")
        .tips(ANY_ORDER)
        .summary("Describes all commands")
        .complexity("O(N), N commands");
    row(table, "COMMAND|COUNT", 2, self::count, "2.8.13").summary("Counts the commands");
    row(table, "COMMAND|DOCS", atLeast(2), self::docs, "7.0.0")
        .tips(ANY_ORDER)
        .summary("Tells what commands are for and what they take")
        .complexity("O(N), N commands asked for")
        .syntax(NAMES);
    row(table, "COMMAND|GETKEYS", atLeast(4), self::keys, "2.8.13")
        .summary("Picks the keys out of a request")
        .complexity("O(N), N arguments of the request")
        .syntax("command [arg [arg ...]]");
    row(table, "COMMAND|GETKEYSANDFLAGS", atLeast(4), self::keysAndFlags, "7.0.0")
        .summary("Picks the keys out of a request and tells what happens to each")
        .complexity("O(N), N arguments of the request")
        .syntax("command [arg [arg ...]]");
    row(table, "COMMAND|INFO", atLeast(2), self::info, "2.8.13")
        .tips(ANY_ORDER)
        .history("7.0.0", "Without a name it tells of all commands")
        .summary("Tells arity, flags, keys and categories of commands")
        .complexity("O(N), N commands asked for")
        .syntax(NAMES);
    row(table, "COMMAND|LIST", atLeast(2), self::list, "7.0.0")
        .tips(ANY_ORDER)
        .summary("Lists the names of commands")
        .complexity("O(N), N commands")
        .syntax("[FILTERBY filterby:<MODULE module-name | ACLCAT category | PATTERN pattern>]");
    table.addHelp("COMMAND").categories(Category.CONNECTION).since("5.0.0");
  }

  private static Command row(
      CommandTable table, String name, int arity, Handler handler, String since) {
    return table
        .add(name, arity, handler, LOADING, STALE)
        .categories(Category.CONNECTION)
        .since(since);
  }

  private Reply all(Call call) {
    if (call.size() > 1) throw Errors.unknownSubcommand(call.arg(1), call.arg(0).text());
    return Reply.array(table.all().stream().map(CommandInfo::of).toList());
  }

  private Reply count(Call call) {
    return Reply.integer(table.all().size());
  }

  private Reply info(Call call) {
    if (call.size() == 2) return Reply.array(table.all().stream().map(CommandInfo::of).toList());
    return Reply.array(call.rest().stream().map(table::named).map(this::infoOrNull).toList());
  }

  private Reply infoOrNull(Command command) {
    return command == null ? Reply.NULL : CommandInfo.of(command);
  }

  private Reply docs(Call call) {
    if (call.size() == 2) return CommandDocs.byName(table.all());
    return CommandDocs.byName(
        call.rest().stream().map(table::named).filter(Objects::nonNull).toList());
  }

  private Reply list(Call call) {
    Stream<Command> all = table.all().stream().flatMap(CommandCommands::withSubcommands);
    if (call.size() == 2) return names(all, _ -> true);
    if (call.size() != 5 || !call.arg(2).is("FILTERBY")) throw Errors.syntax();
    Bytes wanted = call.arg(4);
    if (call.arg(3).is("MODULE")) return Reply.EMPTY_ARRAY;
    if (call.arg(3).is("ACLCAT")) return names(all, command -> belongs(command, wanted));
    if (!call.arg(3).is("PATTERN")) throw Errors.syntax();
    return names(all, command -> Glob.matchesAnyCase(wanted, Bytes.of(command.name())));
  }

  private static Stream<Command> withSubcommands(Command command) {
    return Stream.concat(Stream.of(command), command.subcommands().values().stream());
  }

  private static boolean belongs(Command command, Bytes category) {
    return command.categories().contains(Category.of(category));
  }

  private static Reply names(Stream<Command> commands, Predicate<Command> filter) {
    return Reply.array(commands.filter(filter).map(command -> Reply.bulk(command.name())).toList());
  }

  private Reply keys(Call call) {
    return Reply.array(found(call).stream().map(key -> keyOf(call, key)).toList());
  }

  private Reply keysAndFlags(Call call) {
    return Reply.array(
        found(call).stream()
            .map(
                key ->
                    Reply.array(
                        keyOf(call, key),
                        CommandInfo.words(key.access().stream().map(Access::word))))
            .toList());
  }

  private static Reply keyOf(Call call, KeySpec.Found key) {
    return Reply.bulk(call.arg(2 + key.at()));
  }

  private List<KeySpec.Found> found(Call call) {
    Bytes[] request = call.rest().toArray(Bytes[]::new);
    Command command = table.find(request);
    boolean container = command != null && !command.subcommands().isEmpty();
    if (command == null || container && request.length > 1) {
      throw new CommandException(Errors.NO_SUCH_COMMAND);
    }
    if (command.keys().isEmpty()) throw new CommandException(Errors.NO_KEY_ARGUMENTS);
    if (!command.accepts(request.length)) throw new CommandException(Errors.WRONG_ARGUMENT_COUNT);
    List<KeySpec.Found> found = command.keys().in(request);
    if (found.isEmpty() && !command.is(NO_MANDATORY_KEYS)) {
      throw new CommandException(Errors.WRONG_ARGUMENTS);
    }
    return found;
  }
}
