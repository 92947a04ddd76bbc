package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Command;
import miniredis.command.Flag;

/** Which commands are allowed, and which only with certain first arguments. */
final class CommandRules {

  /** More than there will ever be. */
  private static final int MOST = 1024;

  /** By the numbers of the rights. */
  private final BitSet allowed;

  private final Map<Integer, List<Bytes>> firstArguments = new TreeMap<>();
  private boolean all;

  /**
   * Whether the rules start from all commands and take some away, and not from none: then one that
   * comes with a later version is allowed, too.
   */
  private boolean subtractive;

  CommandRules() {
    allowed = new BitSet();
  }

  private CommandRules(CommandRules source) {
    allowed = (BitSet) source.allowed.clone();
    source.firstArguments.forEach((each, words) -> firstArguments.put(each, List.copyOf(words)));
    all = source.all;
    subtractive = source.subtractive;
  }

  CommandRules copy() {
    return new CommandRules(this);
  }

  void allowAll() {
    allowed.set(0, MOST);
    firstArguments.clear();
    all = subtractive = true;
  }

  void allowNone() {
    allowed.clear();
    firstArguments.clear();
    all = subtractive = false;
  }

  /** Allows a command with all its subcommands, or takes it away with all of them. */
  void change(Right right, boolean yes) {
    firstArguments.remove(right.number());
    allowed.set(right.number(), yes);
    for (Right part : right.parts()) allowed.set(part.number(), yes);
    if (!yes) all = false;
  }

  /** Allows a command that is not allowed otherwise with this first argument. */
  void allowWith(Right right, Bytes firstArgument) {
    List<Bytes> words = new ArrayList<>(firstArgumentsOf(right));
    if (words.stream().noneMatch(word -> isSame(word, firstArgument))) words.add(firstArgument);
    firstArguments.put(right.number(), words);
  }

  List<Bytes> firstArgumentsOf(Right right) {
    return firstArguments.getOrDefault(right.number(), List.of());
  }

  boolean isSubtractive() {
    return subtractive;
  }

  /** Whether everything is allowed. */
  boolean allowAnything() {
    return all;
  }

  boolean allow(Right right) {
    return allowed.get(right.number());
  }

  /** Whoever may talk to the server at all may use what one logs in with, and leave. */
  boolean allow(Command command, Bytes[] request) {
    return all
        || allowed.get(command.number())
        || command.is(Flag.NO_AUTH)
        || request.length > 1 && allowFirstArgument(command, request[1]);
  }

  private boolean allowFirstArgument(Command command, Bytes word) {
    List<Bytes> words = firstArguments.get(command.number());
    return words != null && words.stream().anyMatch(each -> isSame(word, each));
  }

  private static boolean isSame(Bytes word, Bytes rule) {
    return word.is(rule.latinText());
  }
}
