package miniredis.builtin;

import module java.base;

import miniredis.command.Argument;
import miniredis.command.Command;
import miniredis.resp.Reply;

/**
 * A row of the command table as COMMAND DOCS shows it: what it is for and what it takes. Clients
 * make their help and their hints of it.
 */
final class CommandDocs {

  private final List<Reply> fields = new ArrayList<>();

  /** Key arguments seen so far: each belongs to the next key specification. */
  private int keys;

  private CommandDocs() {}

  static Reply of(Command command) {
    CommandDocs docs = new CommandDocs();
    docs.field("summary", command.summary());
    docs.field("since", command.since());
    docs.field("group", command.group().word());
    docs.field("complexity", command.complexity());
    if (command.deprecatedSince() != null) docs.deprecated(command);
    if (!command.arguments().isEmpty()) {
      docs.field("arguments", docs.arguments(command.arguments(), command.keys().specs().size()));
    }
    if (!command.subcommands().isEmpty()) {
      docs.field("subcommands", byName(command.subcommands().values()));
    }
    return new Reply.Map(docs.fields);
  }

  /** The documents of several commands, each after its name. */
  static Reply byName(Collection<Command> commands) {
    List<Reply> namesAndDocs = new ArrayList<>();
    for (Command command : commands) {
      namesAndDocs.add(Reply.bulk(command.name()));
      namesAndDocs.add(of(command));
    }
    return new Reply.Map(namesAndDocs);
  }

  private void deprecated(Command command) {
    field("doc_flags", CommandInfo.words(Stream.of("deprecated")));
    field("deprecated_since", command.deprecatedSince());
    field("replaced_by", command.replacedBy());
  }

  private Reply arguments(List<Argument> arguments, int specs) {
    return Reply.array(arguments.stream().map(argument -> argument(argument, specs)).toList());
  }

  private Reply argument(Argument argument, int specs) {
    CommandDocs docs = new CommandDocs();
    docs.keys = keys;
    docs.describe(argument, specs);
    keys = docs.keys;
    return new Reply.Map(docs.fields);
  }

  private void describe(Argument argument, int specs) {
    boolean key = argument.type().equals("key");
    field("name", argument.name());
    field("type", key && specs == 0 ? "string" : argument.type());
    if (key && specs > 0) field("key_spec_index", Reply.integer(Math.min(keys++, specs - 1)));
    if (argument.token() != null) field("token", argument.token());
    List<String> flags = new ArrayList<>();
    if (argument.optional()) flags.add("optional");
    if (argument.multiple()) flags.add("multiple");
    if (argument.multipleToken()) flags.add("multiple_token");
    if (!flags.isEmpty()) field("flags", CommandInfo.words(flags.stream()));
    if (!argument.parts().isEmpty()) field("arguments", arguments(argument.parts(), specs));
  }

  private void field(String name, String text) {
    field(name, Reply.bulk(text));
  }

  private void field(String name, Reply value) {
    fields.add(Reply.bulk(name));
    fields.add(value);
  }
}
