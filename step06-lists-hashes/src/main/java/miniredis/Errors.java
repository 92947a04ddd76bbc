package miniredis;

import module java.base;

/** The texts of errors, exactly as Redis words them: programs look for them. */
final class Errors {
  static final String SYNTAX = "ERR syntax error";
  static final String MAX_CLIENTS = "ERR max number of clients reached";
  static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";
  static final String SUM_OVERFLOWS = "ERR increment or decrement would overflow";
  static final String DECREMENT_OVERFLOWS = "ERR decrement would overflow";
  static final String LOG_FAILS = "MISCONF Errors writing to the AOF file: ";
  static final String SAVING = "ERR Background save already in progress";
  static final String REWRITING = "ERR Background append only file rewriting already in progress";
  static final String SAVE_FAILED = "ERR the file could not be written";
  static final String NO_LOG = "ERR there is no log, for appendonly is no";
  static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";
  static final String NOT_POSITIVE = "ERR value is out of range, must be positive";
  static final String HASH_NOT_AN_INTEGER = "ERR hash value is not an integer";
  static final String DATABASE_INDEX = "ERR DB index is out of range";

  static String wrongArity(Object name) {
    return "ERR wrong number of arguments for '%s' command"
        .formatted(name.toString().toLowerCase(Locale.ROOT));
  }

  /** Shows what was sent, up to 128 bytes of it. */
  static String unknownCommand(List<?> words) {
    String args = "";
    for (int i = 1; i < words.size() && args.length() < 128; i++) {
      args += ("'%." + (128 - args.length()) + "s' ").formatted(words.get(i));
    }
    return "ERR unknown command '%.128s', with args beginning with: %s"
        .formatted(words.getFirst(), args);
  }

  static String invalidExpireTime(String name) {
    return "ERR invalid expire time in '%s' command".formatted(name.toLowerCase(Locale.ROOT));
  }
}
