package miniredis.security;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Accounts;
import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Denial;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.resp.Reply;

/** ACL: users and their rights, as clients see and change them. */
final class AclCommands {

  private static final String ALL_USERS = "O(N), N users";
  private static final int USUAL_BITS = 256;
  private static final int MOST_BITS = 4096;
  private static final int USUAL_ENTRIES = 10;

  private final Users users;
  private final RuleWriter writer;
  private final DenialLog log;
  private final UserFile file;
  private final CommandTable table;

  AclCommands(Users users, RuleWriter writer, DenialLog log, UserFile file, CommandTable table) {
    this.users = users;
    this.writer = writer;
    this.log = log;
    this.file = file;
    this.table = table;
  }

  void addRows() {
    table.group(Group.SERVER);
    table.addContainer("ACL").summary("Tells of users and changes their rights").since("6.0.0");
    addQuestions();
    addChanges();
    table.addHelp("ACL").since("6.0.0");
  }

  private void addQuestions() {
    forAll("ACL|CAT", atLeast(2), this::categories)
        .summary("Lists the categories, or the commands of one")
        .syntax("[categoryname]");
    forAll("ACL|GENPASS", atLeast(2), this::generatePassword)
        .summary("Makes up a password that nobody guesses")
        .syntax("[bits:integer]");
    forAll("ACL|WHOAMI", 2, this::whoAmI).summary("Tells which user the client is");
    admin("ACL|DRYRUN", atLeast(4), this::dryRun)
        .summary("Tells whether a user might run a command, and does not run it")
        .since("7.0.0")
        .syntax("username command [arg [arg ...]]");
    admin("ACL|GETUSER", 3, this::getUser)
        .summary("Tells what a user may do")
        .complexity("O(N), N rules of the user")
        .history("6.2.0", "The patterns of channels")
        .history("7.0.0", "Selectors; keys and channels are shown as rules, not as lists")
        .syntax("username");
    admin("ACL|LIST", 2, this::list)
        .summary("Lists the users with their rules, as a file has them")
        .complexity(ALL_USERS);
    admin("ACL|LOG", atLeast(2), this::log)
        .summary("Lists what was denied last")
        .complexity("O(N), N entries shown")
        .syntax("operation:[count:integer | RESET]");
    admin("ACL|USERS", 2, this::names)
        .summary("Lists the names of the users")
        .complexity(ALL_USERS);
  }

  private void addChanges() {
    admin("ACL|DELUSER", atLeast(3), this::delete)
        .summary("Takes users away, and disconnects them")
        .complexity("O(N), N clients")
        .syntax("username [username ...]");
    admin("ACL|LOAD", 2, this::load)
        .summary("Reads the file of the users anew")
        .complexity(ALL_USERS);
    admin("ACL|SAVE", 2, this::save)
        .summary("Writes the users into their file")
        .complexity(ALL_USERS);
    admin("ACL|SETUSER", atLeast(3), this::setUser)
        .secrets((args, i) -> i > 1)
        .summary("Makes a user, or changes what it may do")
        .complexity("O(N), N rules given")
        .history("6.2.0", "Patterns of channels")
        .history("7.0.0", "Selectors, and keys that may only be read or only be written")
        .syntax("username [rule [rule ...]]");
  }

  private Command forAll(String name, int arity, Handler handler) {
    return table.add(name, arity, handler, NOSCRIPT, LOADING, STALE).since("6.0.0");
  }

  private Command admin(String name, int arity, Handler handler) {
    return table.add(name, arity, handler, ADMIN, NOSCRIPT, LOADING, STALE).since("6.0.0");
  }

  /** The argument that may come after the subcommand, or null. */
  private static Bytes optional(Call call) {
    if (call.size() > 3) throw Errors.wrongSubcommand(call.arg(1), "ACL");
    return call.size() == 3 ? call.arg(2) : null;
  }

  // Questions

  private Reply categories(Call call) {
    Bytes name = optional(call);
    if (name == null) {
      return Reply.array(
          Arrays.stream(Category.values()).map(each -> Reply.bulk(each.word())).toList());
    }
    Category category = Category.of(name);
    if (category == null) throw AclErrors.noCategory(name);
    return Reply.array(
        table.all().stream()
            .flatMap(each -> Stream.concat(Stream.of(each), each.subcommands().values().stream()))
            .filter(each -> each.categories().contains(category))
            .map(each -> Reply.bulk(each.name()))
            .toList());
  }

  private Reply generatePassword(Call call) {
    long bits = optional(call) == null ? USUAL_BITS : call.integer(2);
    if (bits <= 0 || bits > MOST_BITS) throw new CommandException(AclErrors.BITS);
    return Reply.bulk(Passwords.random((int) bits));
  }

  private Reply whoAmI(Call call) {
    return Reply.bulk(call.client().user().name());
  }

  private Reply names(Call call) {
    return Reply.bulks(users.all().stream().map(Account::name).toList());
  }

  private Reply list(Call call) {
    return Reply.bulks(file.lines());
  }

  private Reply getUser(Call call) {
    Account account = users.find(call.arg(2));
    if (account == null) return Reply.NULL;
    Rules rules = account.rules();
    List<Reply> fields = new ArrayList<>();
    fields.add(Reply.bulk("flags"));
    fields.add(new Reply.Set(rules.flags().stream().map(Reply::bulk).toList()));
    fields.add(Reply.bulk("passwords"));
    fields.add(Reply.bulks(List.copyOf(rules.passwords)));
    fields.addAll(describe(rules.root()));
    fields.add(Reply.bulk("selectors"));
    fields.add(
        Reply.array(
            rules.selectors.stream().skip(1).map(each -> new Reply.Map(describe(each))).toList()));
    return new Reply.Map(fields);
  }

  private List<Reply> describe(Selector selector) {
    return List.of(
        Reply.bulk("commands"),
        Reply.bulk(writer.commands(selector.commands())),
        Reply.bulk("keys"),
        Reply.bulk(selector.keys().words()),
        Reply.bulk("channels"),
        Reply.bulk(selector.channels().words()));
  }

  private Reply dryRun(Call call) {
    Account account = users.find(call.arg(2));
    if (account == null) throw AclErrors.noUser(call.arg(2));
    Bytes[] request = call.from(3).toArray(Bytes[]::new);
    Command command = table.find(request);
    if (command == null || !command.subcommands().isEmpty() && request.length > 1) {
      throw AclErrors.noCommand(request[0]);
    }
    if (!command.accepts(request.length)) throw Errors.wrongArity(command.name());
    Denial denial = account.denial(command, request);
    return denial == null
        ? Reply.OK
        : Reply.bulk(AclErrors.wouldBeDenied(denial, command, request));
  }

  private Reply log(Call call) {
    Bytes argument = optional(call);
    if (argument != null && argument.is("RESET")) {
      log.clear();
      return Reply.OK;
    }
    long count = argument == null ? USUAL_ENTRIES : call.integer(2);
    return Reply.array(log.latest(count).stream().map(each -> show(each, call.now())).toList());
  }

  private static Reply show(DenialLog.Entry entry, long now) {
    return Reply.map(
        Reply.bulk("count"),
        Reply.integer(entry.count()),
        Reply.bulk("reason"),
        Reply.bulk(entry.reason()),
        Reply.bulk("context"),
        Reply.bulk(entry.context()),
        Reply.bulk("object"),
        Reply.bulk(entry.object()),
        Reply.bulk("username"),
        Reply.bulk(entry.user()),
        Reply.bulk("age-seconds"),
        new Reply.Double(entry.age(now)),
        Reply.bulk("client-info"),
        Reply.bulk(entry.client()));
  }

  // Changes

  private Reply setUser(Call call) {
    users.change(call.arg(2), call.from(3));
    return Reply.OK;
  }

  private Reply delete(Call call) {
    List<Bytes> names = call.from(2);
    if (names.contains(Accounts.DEFAULT)) throw new CommandException(AclErrors.DEFAULT_STAYS);
    return Reply.integer(names.stream().filter(each -> users.remove(each, call.client())).count());
  }

  private Reply load(Call call) {
    file.load(call.client());
    return Reply.OK;
  }

  private Reply save(Call call) {
    file.save();
    return Reply.OK;
  }
}
