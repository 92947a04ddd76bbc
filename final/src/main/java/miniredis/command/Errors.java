package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;

/** The texts of all errors, exactly as Redis prints them. */
public final class Errors {

  public static final String SYNTAX = "ERR syntax error";
  public static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";
  public static final String NOT_A_FLOAT = "ERR value is not a valid float";
  public static final String NO_SUCH_KEY = "ERR no such key";
  public static final String OUT_OF_RANGE = "ERR index out of range";
  public static final String OVERFLOW = "ERR increment or decrement would overflow";
  public static final String DECREMENT_OVERFLOW = "ERR decrement would overflow";
  public static final String NAN_OR_INFINITY = "ERR increment would produce NaN or Infinity";
  public static final String DB_INDEX = "ERR DB index is out of range";
  public static final String SAME_OBJECT = "ERR source and destination objects are the same";
  public static final String TOO_LONG =
      "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
  public static final String OFFSET = "ERR offset is out of range";
  public static final String LCS_NOT_STRINGS = "ERR The specified keys must contain string values";
  public static final String LCS_LEN_AND_IDX =
      "ERR If you want both the length and indexes, please just use IDX.";
  public static final String LCS_MEMORY =
      "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len";
  public static final String NO_AUTH = "NOAUTH Authentication required.";
  public static final String OUT_OF_MEMORY =
      "OOM command not allowed when used memory > 'maxmemory'.";

  public static final String NOT_AN_INT =
      "ERR value is out of range, value must between -2147483648 and 2147483647";
  public static final String FIRST_DB_INDEX = "ERR invalid first DB index";
  public static final String SECOND_DB_INDEX = "ERR invalid second DB index";
  public static final String CURSOR = "ERR invalid cursor";
  public static final String TIMEOUT = "ERR timeout is not an integer or out of range";
  public static final String TIMEOUT_NEGATIVE = "ERR timeout is negative";
  public static final String NX_AND_OTHERS =
      "ERR NX and XX, GT or LT options at the same time are not compatible";
  public static final String GT_AND_LT =
      "ERR GT and LT options at the same time are not compatible";
  public static final String NO_FREQUENCIES =
      "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that"
          + " when switching between policies at runtime LRU and LFU data will take some time to"
          + " adjust.";
  public static final String NO_SUCH_COMMAND = "ERR Invalid command specified";
  public static final String NO_KEY_ARGUMENTS = "ERR The command has no key arguments";
  public static final String WRONG_ARGUMENT_COUNT =
      "ERR Invalid number of arguments specified for command";
  public static final String WRONG_ARGUMENTS = "ERR Invalid arguments specified for command";

  private static final int LONGEST_QUOTE = 128;

  private Errors() {}

  public static CommandException syntax() {
    return new CommandException(SYNTAX);
  }

  public static CommandException wrongArity(String command) {
    return new CommandException("ERR wrong number of arguments for '" + command + "' command");
  }

  public static CommandException unknownSubcommand(Bytes subcommand, String command) {
    return new CommandException(
        "ERR unknown subcommand '%s'. Try %s HELP."
            .formatted(quote(subcommand, LONGEST_QUOTE), command.toUpperCase(Locale.ROOT)));
  }

  public static CommandException unsupportedOption(Bytes option) {
    String shown = quote(option, Integer.MAX_VALUE).replaceAll("[\\r\\n]+$", "");
    return new CommandException("ERR Unsupported option " + shown);
  }

  public static CommandException invalidExpire(String command) {
    return new CommandException("ERR invalid expire time in '" + command + "' command");
  }

  /** Redis shows the name and as many arguments as fit into 128 bytes. */
  public static CommandException unknownCommand(Bytes[] args) {
    StringBuilder shown = new StringBuilder();
    for (int i = 1; i < args.length && shown.length() < LONGEST_QUOTE; i++) {
      String quoted = quote(args[i], LONGEST_QUOTE - shown.length());
      shown.append('\'').append(quoted).append("' ");
    }
    return new CommandException(
        "ERR unknown command '%s', with args beginning with: %s"
            .formatted(quote(args[0], LONGEST_QUOTE), shown));
  }

  /** One character a byte, up to the first zero byte or the limit, as C's %.128s prints it. */
  private static String quote(Bytes bytes, int limit) {
    int end = 0;
    while (end < Math.min(bytes.length(), limit) && bytes.at(end) != 0) end++;
    return new String(bytes.array(), 0, end, StandardCharsets.ISO_8859_1);
  }
}
