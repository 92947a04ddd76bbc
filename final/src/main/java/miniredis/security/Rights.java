package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Category;
import miniredis.command.Command;

/**
 * All that users can be allowed: the commands of the table under their first names, whatever {@code
 * rename-command} made of them, and those of Redis 7.0 that are not here. The rules for users that
 * another server has written name those, too, and must be read and written again as they were.
 *
 * <p>Put in order when somebody asks for the first time, which without users never happens.
 */
final class Rights {

  /** Since when a command is later than those of Redis 7.0. */
  private static final String LATER = "7.1";

  /** What Redis 7.0 has and this server has not: categories, and the commands that are in them. */
  private static final String ABSENT =
      """
      slow: function module script
      scripting slow: eval eval_ro evalsha evalsha_ro fcall fcall_ro
      scripting slow write: function|delete function|flush function|load function|restore
      scripting slow: function|dump function|help function|kill function|list function|stats
      scripting slow: script|debug script|exists script|flush script|help script|kill script|load
      slow: module|help
      admin dangerous slow: module|list module|load module|loadex module|unload
      admin dangerous slow: failover monitor psync replconf replicaof slaveof sync
      dangerous keyspace slow write: migrate restore-asking
      """;

  private List<Command> commands = List.of();
  private Map<String, Right> byName;
  private final List<Right> all = new ArrayList<>();
  private final Map<Category, List<Right>> inCategory = new EnumMap<>(Category.class);
  private int next;

  /** Has these commands known, in their order. */
  void know(Collection<Command> commands) {
    this.commands = List.copyOf(commands);
    byName = null;
  }

  /** The right of a name in any mixture of cases, or null. */
  Right find(Bytes name) {
    return known().get(name.toLowerCase().text());
  }

  /** All but the parts of others, in the order of the table. */
  List<Right> all() {
    known();
    return all;
  }

  /** All rights of a category, the parts of others among them. */
  List<Right> in(Category category) {
    known();
    return inCategory.get(category);
  }

  private Map<String, Right> known() {
    if (byName == null) learn();
    return byName;
  }

  private void learn() {
    byName = new HashMap<>();
    all.clear();
    for (Category each : Category.values()) inCategory.put(each, new ArrayList<>());
    for (Command each : commands) {
      learn(each);
      each.subcommands().values().forEach(this::learn);
    }
    ABSENT.lines().forEach(this::learnAbsent);
  }

  private void learn(Command command) {
    next = Math.max(next, command.number() + 1);
    boolean later = command.since().compareTo(LATER) > 0;
    learn(command.name(), command.number(), command.categories(), later);
  }

  private void learnAbsent(String line) {
    String[] halves = line.split(": ");
    Set<Category> categories = EnumSet.noneOf(Category.class);
    for (String word : halves[0].split(" ")) {
      categories.add(Category.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    for (String name : halves[1].split(" ")) {
      if (!byName.containsKey(name)) learn(name, next++, categories, false);
    }
  }

  private void learn(String name, int number, Set<Category> categories, boolean later) {
    int bar = name.indexOf('|');
    boolean isPart = bar >= 0;
    Right right = new Right(name, number, categories, new ArrayList<>(), isPart, later);
    byName.put(name, right);
    if (isPart) byName.get(name.substring(0, bar)).parts().add(right);
    else all.add(right);
    for (Category each : categories) inCategory.get(each).add(right);
  }
}
