package miniredis.builtin;

import module java.base;

import miniredis.command.Access;
import miniredis.command.Command;
import miniredis.command.Flag;
import miniredis.command.KeySpec;
import miniredis.resp.Reply;

/** A row of the command table as COMMAND INFO shows it. */
final class CommandInfo {

  private CommandInfo() {}

  static Reply of(Command command) {
    return Reply.array(
        Reply.bulk(command.name()),
        Reply.integer(command.arity()),
        words(command.flags().stream().filter(Flag::isTold).map(Flag::word)),
        Reply.integer(command.firstKey()),
        Reply.integer(command.lastKey()),
        Reply.integer(command.keyStep()),
        words(command.categories().stream().map(category -> "@" + category.word())),
        new Reply.Set(command.tips().stream().map(Reply::bulk).toList()),
        new Reply.Set(command.keys().specs().stream().map(CommandInfo::of).toList()),
        new Reply.Set(command.subcommands().values().stream().map(CommandInfo::of).toList()));
  }

  /** Short texts that are no data, each once. */
  static Reply words(Stream<String> words) {
    return new Reply.Set(words.map(Reply::simple).toList());
  }

  private static Reply of(KeySpec spec) {
    List<Reply> fields = new ArrayList<>();
    if (!spec.notes().isEmpty()) field(fields, "notes", Reply.bulk(spec.notes()));
    field(fields, "flags", words(spec.access().stream().map(Access::word)));
    field(fields, "begin_search", begin(spec.begin()));
    field(fields, "find_keys", find(spec.find()));
    return new Reply.Map(fields);
  }

  /** Here and below no switch, as in {@link miniredis.resp.ReplyWriter}: the first COMMAND. */
  private static Reply begin(KeySpec.Begin begin) {
    if (begin instanceof KeySpec.Index(int at)) return rule("index", "index", Reply.integer(at));
    if (begin instanceof KeySpec.Keyword(String word, int from)) {
      return rule("keyword", "keyword", Reply.bulk(word), "startfrom", Reply.integer(from));
    }
    return rule("unknown");
  }

  private static Reply find(KeySpec.Find find) {
    if (find instanceof KeySpec.Range(int last, int step, int limit)) {
      return rule(
          "range",
          "lastkey",
          Reply.integer(last),
          "keystep",
          Reply.integer(step),
          "limit",
          Reply.integer(limit));
    }
    if (find instanceof KeySpec.Count(int at, int first, int step)) {
      return rule(
          "keynum",
          "keynumidx",
          Reply.integer(at),
          "firstkey",
          Reply.integer(first),
          "keystep",
          Reply.integer(step));
    }
    return rule("unknown");
  }

  /** A type and its numbers, names and values by turns. */
  private static Reply rule(String type, Object... namesAndValues) {
    List<Reply> numbers = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      field(numbers, (String) namesAndValues[i], (Reply) namesAndValues[i + 1]);
    }
    Reply spec = new Reply.Map(numbers);
    return Reply.map(Reply.bulk("type"), Reply.bulk(type), Reply.bulk("spec"), spec);
  }

  private static void field(List<Reply> fields, String name, Reply value) {
    fields.add(Reply.bulk(name));
    fields.add(value);
  }
}
