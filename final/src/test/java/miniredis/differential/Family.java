package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;

/** The grammar of one family of commands, each with how often it comes. */
final class Family {

  private static final int USUAL = 10;
  private static final int RARE = 1;

  /** One command. {@code name} is as COMMAND INFO knows it: {@code config|get} for a subcommand. */
  record Row(String name, int weight, Argument grammar) {}

  private final String name;
  private final String type;
  private final List<Row> rows = new ArrayList<>();

  /** {@code type} is what most keys of this family's commands should hold. */
  Family(String name, String type) {
    this.name = name;
    this.type = type;
  }

  String name() {
    return name;
  }

  List<Row> rows() {
    return rows;
  }

  /** A name of two words, such as {@code OBJECT ENCODING}, is a subcommand. */
  Family command(String words, Object... parts) {
    return row(words, words, USUAL, parts);
  }

  /** For what would disturb the others if it came often. */
  Family rare(String words, Object... parts) {
    return row(words, words, RARE, parts);
  }

  /**
   * Rare, and left out unless the server has {@code needed}: for a generic command on this type.
   */
  Family rareWith(String needed, String words, Object... parts) {
    return row(needed, words, RARE, parts);
  }

  private Family row(String needed, String words, int weight, Object... parts) {
    Argument name = Argument.sequence((Object[]) words.split(" "));
    Argument whole = Argument.sequence(name, Argument.sequence(parts));
    rows.add(new Row(needed.replace(' ', '|').toLowerCase(Locale.ROOT), weight, whole));
    return this;
  }

  /** The same family without the commands that a server does not know. */
  Family only(Predicate<Row> known) {
    Family some = new Family(name, type);
    rows.stream().filter(known).forEach(some.rows::add);
    return some;
  }

  /** A command as its grammar says. */
  Request draw(Draw draw) {
    draw.prefer(type);
    int ticket = draw.below(rows.stream().mapToInt(Row::weight).sum());
    Iterator<Row> next = rows.iterator();
    Row row = next.next();
    for (int passed = row.weight(); passed <= ticket; passed += row.weight()) row = next.next();
    List<Bytes> arguments = new ArrayList<>();
    row.grammar().draw(draw, arguments);
    return new Request(arguments);
  }
}
