package miniredis.cli;

import module java.base;

/**
 * The texts of {@code help}: about itself, a command, or all of a group; redis-cli's, to the byte.
 */
final class Help {

  private static final String ABOUT =
      """
      %s %s
      To get help about Redis commands type:
            "help @<group>" to get a list of commands in <group>
            "help <command>" for help on <command>
            "help <tab>" to get a list of possible help topics
            "quit" to exit

      To set redis-cli preferences:
            ":set hints" enable online hints
            ":set nohints" disable online hints
      Set your preferences in ~/.redisclirc
      """
          .formatted(Usage.NAME, Usage.VERSION);

  private final Supplier<Manual> manual;

  Help(Supplier<Manual> manual) {
    this.manual = manual;
  }

  /** What is known of a topic: nothing, a group as {@code @string}, or the words of a command. */
  String text(List<String> topic) {
    if (topic.isEmpty()) return ABOUT;
    boolean group = topic.getFirst().startsWith("@");
    return manual.get().all().stream()
            .filter(entry -> group ? isIn(entry, topic.getFirst()) : begins(entry, topic))
            .map(entry -> page(entry, !group))
            .collect(Collectors.joining())
        + "\r\n";
  }

  private static boolean isIn(Manual.Entry entry, String group) {
    return entry.group().equalsIgnoreCase(group.substring(1));
  }

  /** The command itself and, of a container, its subcommands. */
  private static boolean begins(Manual.Entry entry, List<String> topic) {
    String[] name = entry.name().split(" ");
    return topic.size() <= name.length
        && IntStream.range(0, topic.size()).allMatch(i -> name[i].equalsIgnoreCase(topic.get(i)));
  }

  private static String page(Manual.Entry entry, boolean withGroup) {
    String page =
        "\r\n  \033[1m" + entry.name() + "\033[0m \033[90m" + entry.notation() + "\033[0m\r\n";
    page += line("summary:", entry.summary());
    if (!entry.since().isEmpty()) page += line("since:", entry.since());
    return withGroup ? page + line("group:", entry.group()) : page;
  }

  private static String line(String label, String value) {
    return "  \033[33m" + label + "\033[0m " + value + "\r\n";
  }
}
