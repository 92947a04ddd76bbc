package miniredis.command;

import module java.base;

import miniredis.resp.Reply;

/** What HELP answers: the subcommands of its container, each with its arguments and its summary. */
final class HelpReply {

  private HelpReply() {}

  static Reply of(Call call) {
    Command container = call.command().container();
    List<Reply> lines = new ArrayList<>();
    String name = call.arg(0).text().toUpperCase(Locale.ROOT);
    line(lines, name + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (Command subcommand : container.subcommands().values()) {
      line(lines, word(subcommand) + " " + subcommand.syntax());
      line(lines, "    " + subcommand.summary() + ".");
    }
    return Reply.array(lines);
  }

  private static String word(Command subcommand) {
    String name = subcommand.name();
    return name.substring(name.indexOf('|') + 1).toUpperCase(Locale.ROOT);
  }

  private static void line(List<Reply> lines, String text) {
    lines.add(Reply.simple(text.stripTrailing()));
  }
}
