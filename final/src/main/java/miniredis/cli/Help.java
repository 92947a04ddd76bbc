package miniredis.cli;

import module java.base;

/** The texts of the shell's {@code help}: about itself, a command, or all of a group. */
final class Help {

  private static final String ABOUT =
      """
      mini Redis, the shell
      To get help about the server's commands type:
            "help @<group>" to get a list of commands in <group>
            "help <command>" for help on <command>
            "help <tab>" to get a list of possible help topics
            "quit" to exit
      """;

  private final Manual manual;
  private final boolean colours;

  Help(Manual manual, boolean colours) {
    this.manual = manual;
    this.colours = colours;
  }

  /** What is known of a topic: nothing, a group as {@code @string}, or the words of a command. */
  String text(List<String> topic) {
    if (topic.isEmpty()) return ABOUT;
    manual.refresh();
    if (manual.all().isEmpty()) {
      return "The server does not describe its commands (COMMAND DOCS), so there is no help.\n";
    }
    List<Manual.Entry> found = topic.getFirst().startsWith("@") ? group(topic) : named(topic);
    if (found.isEmpty()) return "No help for " + String.join(" ", topic) + "\n";
    boolean withGroup = !topic.getFirst().startsWith("@");
    return found.stream().map(entry -> page(entry, withGroup)).collect(Collectors.joining()) + "\n";
  }

  /** The groups, as help topics. */
  SortedSet<String> groups() {
    return manual.all().stream()
        .map(entry -> "@" + entry.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Manual.Entry> group(List<String> topic) {
    String group = topic.getFirst().substring(1);
    return manual.all().stream().filter(entry -> entry.group().equalsIgnoreCase(group)).toList();
  }

  /** The command itself and, of a container, its subcommands. */
  private List<Manual.Entry> named(List<String> topic) {
    String name = String.join(" ", topic).toUpperCase(Locale.ROOT);
    return manual.all().stream()
        .filter(entry -> entry.name().equals(name) || entry.name().startsWith(name + " "))
        .toList();
  }

  private String page(Manual.Entry entry, boolean withGroup) {
    StringBuilder page = new StringBuilder("\n  ").append(colour(1, entry.name()));
    if (!entry.syntax().isEmpty()) page.append(' ').append(colour(90, entry.syntax()));
    page.append('\n');
    line(page, "summary:", entry.summary());
    line(page, "since:", entry.since());
    if (withGroup) line(page, "group:", entry.group());
    return page.toString();
  }

  private void line(StringBuilder page, String label, String value) {
    if (!value.isEmpty())
      page.append("  ").append(colour(33, label)).append(' ').append(value).append('\n');
  }

  private String colour(int code, String text) {
    return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
