package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.CommandException;

/**
 * The first line of a script that says what it needs: {@code #!lua flags=no-writes,allow-oom}. A
 * script without one may do everything, and is asked about each write alone.
 *
 * @param flags null without such a line
 * @param code the script without the line, but with its end, so that lines keep their numbers
 */
record Shebang(Set<ScriptFlag> flags, Bytes code) {

  private static final String FLAGS = "flags=";

  /**
   * Takes a script apart.
   *
   * @throws CommandException if the line makes no sense
   */
  static Shebang of(Bytes body) {
    String text = body.latinText();
    if (!text.startsWith("#!")) return new Shebang(null, body);
    int end = text.indexOf('\n');
    if (end < 0) throw new CommandException(ScriptErrors.SHEBANG);
    String[] words = text.substring(0, end).strip().split(" +");
    if (!words[0].equals("#!lua")) throw ScriptErrors.engine(words[0]);
    Set<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
    for (String option : List.of(words).subList(1, words.length)) addFlags(option, flags);
    return new Shebang(flags, body.slice(end, body.length()));
  }

  private static void addFlags(String option, Set<ScriptFlag> flags) {
    if (!option.startsWith(FLAGS)) throw ScriptErrors.shebangOption(option);
    for (String word : option.substring(FLAGS.length()).split(",")) {
      if (word.isEmpty()) continue;
      ScriptFlag flag = ScriptFlag.of(word);
      if (flag == null) throw ScriptErrors.flag(word);
      flags.add(flag);
    }
  }
}
