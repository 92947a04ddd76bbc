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

  /** The key specifications of the command. */
  private final int specs;

  /** Key arguments seen so far: each belongs to the next key specification. */
  private int keys;

  private CommandDocs(int specs) {
    this.specs = specs;
  }

  static Reply of(Command command) {
    CommandDocs docs = new CommandDocs(command.keys().specs().size());
    docs.field("summary", command.summary());
    docs.field("since", command.since());
    docs.field("group", command.group().word());
    if (!command.complexity().isEmpty()) docs.field("complexity", command.complexity());
    docs.flags(command);
    if (command.deprecatedSince() != null) {
      docs.field("deprecated_since", command.deprecatedSince());
      docs.field("replaced_by", command.replacedBy());
    }
    if (!command.history().isEmpty()) docs.history(command);
    if (!command.arguments().isEmpty()) {
      docs.field("arguments", docs.arguments(command.arguments()));
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

  private void flags(Command command) {
    List<String> flags = new ArrayList<>();
    if (command.deprecatedSince() != null) flags.add("deprecated");
    if (command.isSystemCommand()) flags.add("syscmd");
    if (!flags.isEmpty()) field("doc_flags", CommandInfo.words(flags.stream()));
  }

  private void history(Command command) {
    List<Reply> changes = new ArrayList<>();
    for (Command.Change change : command.history()) {
      changes.add(Reply.array(Reply.bulk(change.version()), Reply.bulk(change.text())));
    }
    field("history", new Reply.Set(changes));
  }

  private Reply arguments(List<Argument> arguments) {
    return Reply.array(arguments.stream().map(this::argument).toList());
  }

  private Reply argument(Argument argument) {
    CommandDocs docs = new CommandDocs(specs);
    docs.keys = keys;
    docs.describe(argument);
    keys = docs.keys;
    return new Reply.Map(docs.fields);
  }

  private void describe(Argument argument) {
    boolean key = argument.type().equals("key");
    field("name", argument.name());
    field("type", key && specs == 0 ? "string" : argument.type());
    if (argument.keySpec() != Argument.NEXT) {
      field("key_spec_index", Reply.integer(argument.keySpec()));
    } else if (key && specs > 0) {
      field("key_spec_index", Reply.integer(Math.min(keys++, specs - 1)));
    }
    if (argument.token() != null) field("token", argument.token());
    if (argument.since() != null) field("since", argument.since());
    if (!argument.traits().isEmpty()) {
      field("flags", CommandInfo.words(argument.traits().stream().map(Argument.Trait::word)));
    }
    if (!argument.parts().isEmpty()) field("arguments", arguments(argument.parts()));
  }

  private void field(String name, String text) {
    field(name, Reply.bulk(text));
  }

  private void field(String name, Reply value) {
    fields.add(Reply.bulk(name));
    fields.add(value);
  }
}
