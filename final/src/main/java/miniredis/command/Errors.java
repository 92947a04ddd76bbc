package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;

/** The texts of all errors, exactly as Redis prints them. */
public final class Errors {

  public static final String SYNTAX = "ERR syntax error";
  public static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";
  public static final String NOT_A_FLOAT = "ERR value is not a valid float";
  public static final String NO_SUCH_KEY = "ERR no such key";
  public static final String OUT_OF_RANGE = "ERR index out of range";
  public static final String OVERFLOW = "ERR increment or decrement would overflow";
  public static final String DECREMENT_OVERFLOW = "ERR decrement would overflow";
  public static final String HASH_NO_INTEGER = "ERR hash value is not an integer";
  public static final String HASH_NO_FLOAT = "ERR hash value is not a float";
  public static final String NOT_FINITE = "ERR value is NaN or Infinity";
  public static final String VALUE_OUT_OF_RANGE = "ERR value is out of range";
  public static final String NOT_A_COUNT =
      "ERR value is out of range, value must between -9223372036854775807 and"
          + " 9223372036854775807";
  public static final String NAN_OR_INFINITY = "ERR increment would produce NaN or Infinity";
  public static final String DB_INDEX = "ERR DB index is out of range";
  public static final String SAME_OBJECT = "ERR source and destination objects are the same";
  public static final String TOO_LONG =
      "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
  public static final String NO_CLUSTER = "ERR This instance has cluster support disabled";
  public static final String NOT_POSITIVE = "ERR value is out of range, must be positive";
  public static final String RANK_ZERO =
      "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use"
          + " negative to start from the end of the list";
  public static final String COUNT_NEGATIVE = "ERR COUNT can't be negative";
  public static final String MAXLEN_NEGATIVE = "ERR MAXLEN can't be negative";
  public static final String NO_KEYS = "ERR numkeys should be greater than 0";
  public static final String TOO_MANY_KEYS =
      "ERR Number of keys can't be greater than number of args";
  public static final String LIMIT_NEGATIVE = "ERR LIMIT can't be negative";
  public static final String COUNT_NOT_POSITIVE = "ERR count should be greater than 0";
  public static final String SCORES = "ERR One or more scores can't be converted into double";
  public static final String NOT_A_RANGE_OF_SCORES = "ERR min or max is not a float";
  public static final String NOT_A_RANGE_OF_MEMBERS = "ERR min or max not valid string range item";
  public static final String XX_AND_NX =
      "ERR XX and NX options at the same time are not compatible";
  public static final String GT_LT_AND_NX =
      "ERR GT, LT, and/or NX options at the same time are not compatible";
  public static final String INCR_OF_MANY =
      "ERR INCR option supports a single increment-element pair";
  public static final String SCORE_NAN = "ERR resulting score is not a number (NaN)";
  public static final String WEIGHT = "ERR weight value is not a float";
  public static final String LIMIT_BY_RANK =
      "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX";
  public static final String WITHSCORES_BY_LEX =
      "ERR syntax error, WITHSCORES not supported in combination with BYLEX";
  public static final String GEO_UNIT = "ERR unsupported unit provided. please use M, KM, FT, MI";
  public static final String GEO_NO_MEMBER = "ERR could not decode requested zset member";
  public static final String GEO_RADIUS = "ERR need numeric radius";
  public static final String GEO_RADIUS_NEGATIVE = "ERR radius cannot be negative";
  public static final String GEO_WIDTH = "ERR need numeric width";
  public static final String GEO_HEIGHT = "ERR need numeric height";
  public static final String GEO_BOX_NEGATIVE = "ERR height or width cannot be negative";
  public static final String GEO_COUNT = "ERR COUNT must be > 0";
  public static final String GEO_ANY = "ERR the ANY argument requires COUNT argument";
  public static final String OFFSET = "ERR offset is out of range";
  public static final String BIT = "ERR bit is not an integer or out of range";
  public static final String BIT_OFFSET = "ERR bit offset is not an integer or out of range";
  public static final String BIT_ARGUMENT = "ERR The bit argument must be 1 or 0.";
  public static final String BITOP_NOT = "ERR BITOP NOT must be called with a single source key.";
  public static final String BITFIELD_TYPE =
      "ERR Invalid bitfield type. Use something like i16 u8."
          + " Note that u64 is not supported but i64 is.";
  public static final String BITFIELD_OVERFLOW = "ERR Invalid OVERFLOW type specified";
  public static final String BITFIELD_READ_ONLY =
      "ERR BITFIELD_RO only supports the GET subcommand";
  public static final String LCS_NOT_STRINGS = "ERR The specified keys must contain string values";
  public static final String LCS_LEN_AND_IDX =
      "ERR If you want both the length and indexes, please just use IDX.";
  public static final String LCS_MEMORY =
      "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len";
  public static final String NESTED_MULTI = "ERR MULTI calls can not be nested";
  public static final String WATCH_INSIDE = "ERR WATCH inside MULTI is not allowed";
  public static final String EXEC_WITHOUT_MULTI = "ERR EXEC without MULTI";
  public static final String DISCARD_WITHOUT_MULTI = "ERR DISCARD without MULTI";
  public static final String NOT_INSIDE = "ERR Command not allowed inside a transaction";
  public static final String EXEC_ABORTED =
      "EXECABORT Transaction discarded because of previous errors.";
  public static final String NO_HYPERLOGLOG =
      "WRONGTYPE Key is not a valid HyperLogLog string value.";
  public static final String DAMAGED_HYPERLOGLOG = "INVALIDOBJ Corrupted HLL object detected";
  public static final String NO_SPECIFIED_KEY = "ERR The specified key does not exist";
  public static final String NOT_SPARSE = "ERR HLL encoding is not sparse";
  public static final String BUSY =
      "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";
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
  public static final String TIMEOUT_NO_FLOAT = "ERR timeout is not a float or out of range";
  public static final String NX_AND_OTHERS =
      "ERR NX and XX, GT or LT options at the same time are not compatible";
  public static final String GT_AND_LT =
      "ERR GT and LT options at the same time are not compatible";
  public static final String NO_FREQUENCIES =
      "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that"
          + " when switching between policies at runtime LRU and LFU data will take some time to"
          + " adjust.";
  public static final String NO_IDLE_TIMES =
      "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when"
          + " switching between policies at runtime LRU and LFU data will take some time to adjust.";
  public static final String BAD_COUNT = "ERR count should be greater than or equal to -1";
  public static final String NO_SUCH_COMMAND = "ERR Invalid command specified";
  public static final String NO_KEY_ARGUMENTS = "ERR The command has no key arguments";
  public static final String WRONG_ARGUMENT_COUNT =
      "ERR Invalid number of arguments specified for command";
  public static final String WRONG_ARGUMENTS = "ERR Invalid arguments specified for command";

  public static final String NO_PASSWORD_SET =
      "ERR AUTH <password> called without any password configured for the default user. Are you"
          + " sure your configuration is correct?";
  public static final String WRONG_PASSWORD =
      "WRONGPASS invalid username-password pair or user is disabled.";
  public static final String HELLO_NO_AUTH =
      "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO AUTH"
          + " <user> <pass> option can be used to authenticate the client and select the RESP"
          + " protocol version at the same time";
  public static final String PROTOCOL_NOT_AN_INTEGER =
      "ERR Protocol version is not an integer or out of range";
  public static final String NO_SUCH_PROTOCOL = "NOPROTO unsupported protocol version";
  public static final String CLIENT_NAME =
      "ERR Client names cannot contain spaces, newlines or special characters.";
  public static final String CLIENT_ID = "ERR Invalid client ID";
  public static final String CLIENT_ID_NOT_POSITIVE = "ERR client-id should be greater than 0";
  public static final String NO_SUCH_CLIENT = "ERR No such client";
  public static final String PAUSE_MODE = "ERR CLIENT PAUSE mode must be WRITE or ALL";
  public static final String UNBLOCK_REASON =
      "ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR";
  public static final String UNBLOCKED = "UNBLOCKED client unblocked via CLIENT UNBLOCK";
  public static final String CACHING_WITHOUT_TRACKING =
      "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or"
          + " OPTOUT mode enabled";
  public static final String PREFIX_ALONE = "ERR PREFIX option requires BCAST mode to be enabled";
  public static final String BROADCAST_WITH_OPT =
      "ERR OPTIN and OPTOUT are not compatible with BCAST";
  public static final String OPTIN_AND_OPTOUT =
      "ERR You can't specify both OPTIN mode and OPTOUT mode";
  public static final String REDIRECTED_TWICE =
      "ERR A client can only redirect to a single other client";
  public static final String NO_REDIRECT_TARGET =
      "ERR The client ID you want redirect to does not exist";
  public static final String BROADCAST_SWITCHED =
      "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then"
          + " re-enabling it with a different mode.";
  public static final String OPT_SWITCHED =
      "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then"
          + " re-enabling it with a different mode.";
  public static final String CACHING_YES =
      "ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.";
  public static final String CACHING_NO =
      "ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.";
  public static final String WATCHES = "ERR Replica can't interact with the keyspace";
  public static final String MONITOR_INSIDE = "ERR MONITOR isn't allowed for DENY BLOCKING client";
  public static final String SHARD_INSIDE =
      "ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client";
  public static final String PROTECTED_MODE =
      "DENIED Redis is running in protected mode because protected mode is enabled and no password"
          + " is set for the default user. In this mode connections are only accepted from the"
          + " loopback interface. If you want to connect from external computers to Redis you may"
          + " adopt one of the following solutions: 1) Just disable protected mode sending the"
          + " command 'CONFIG SET protected-mode no' from the loopback interface by connecting to"
          + " Redis from the same host the server is running, however MAKE SURE Redis is not"
          + " publicly accessible from internet if you do so. Use CONFIG REWRITE to make this"
          + " change permanent. 2) Alternatively you can just disable the protected mode by editing"
          + " the Redis configuration file, and setting the protected mode option to 'no', and then"
          + " restarting the server. 3) If you started the server manually just for testing,"
          + " restart it with the '--protected-mode no' option. 4) Setup a an authentication"
          + " password for the default user. NOTE: You only need to do one of the above things in"
          + " order for the server to start accepting connections from the outside.";
  public static final String TOO_MANY_CLIENTS = "ERR max number of clients reached";

  // Streams

  public static final String STREAM_ID =
      "ERR Invalid stream ID specified as stream command argument";
  public static final String STREAM_ID_ZERO =
      "ERR The ID specified in XADD must be greater than 0-0";
  public static final String STREAM_ID_TOO_SMALL =
      "ERR The ID specified in XADD is equal or smaller than the target stream top item";
  public static final String STREAM_EXHAUSTED =
      "ERR The stream has exhausted the last possible ID, unable to add more items";
  public static final String STREAM_ENTRY_TOO_LARGE = "ERR Elements are too large to be stored";
  public static final String STREAM_START = "ERR invalid start ID for the interval";
  public static final String STREAM_END = "ERR invalid end ID for the interval";
  public static final String MAXLEN_AND_MINID =
      "ERR syntax error, MAXLEN and MINID options at the same time are not compatible";
  public static final String STREAM_MAXLEN = "ERR The MAXLEN argument must be >= 0.";
  public static final String STREAM_LIMIT = "ERR The LIMIT argument must be >= 0.";
  public static final String LIMIT_WITHOUT_TRIM =
      "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy";
  public static final String LIMIT_OF_EXACT_TRIM =
      "ERR syntax error, LIMIT cannot be used without the special ~ option";
  public static final String NO_TRIM =
      "ERR syntax error, XTRIM must be called with a trimming strategy";
  public static final String ENTRIES_ADDED = "ERR entries_added must be positive";
  public static final String XSETID_BELOW_GIVEN_DELETED =
      "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id";
  public static final String XSETID_BELOW_LAST =
      "ERR The ID specified in XSETID is smaller than the target stream top item";
  public static final String XSETID_FEWER_THAN_LENGTH =
      "ERR The entries_added specified in XSETID is smaller than the target stream length";
  public static final String XREAD_UNBALANCED =
      "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.";
  public static final String XREAD_GROUP =
      "ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.";
  public static final String XREAD_NOACK =
      "ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.";
  public static final String XREAD_NEW =
      "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
          + " <consumer> option.";
  public static final String XREADGROUP_WITHOUT_GROUP = "ERR Missing GROUP option for XREADGROUP";
  public static final String XREADGROUP_LAST =
      "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of"
          + " this consumer by specifying a proper ID, or use the > ID to get new messages. The $"
          + " ID would just return an empty result set.";
  public static final String STREAM_GONE = "UNBLOCKED the stream key no longer exists";
  public static final String GROUP_GONE =
      "NOGROUP the consumer group this client was blocked on no longer exists";
  public static final String GROUP_EXISTS = "BUSYGROUP Consumer Group name already exists";
  public static final String GROUP_NEEDS_KEY =
      "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to"
          + " use the MKSTREAM option to create an empty stream automatically.";
  public static final String ENTRIES_READ = "ERR value for ENTRIESREAD must be positive or -1";
  public static final String CLAIM_COUNT = "ERR COUNT must be > 0";
  public static final String CLAIM_COUNT_TOO_HIGH =
      "ERR Insufficient memory, failed allocating transient memory, COUNT too high.";

  public static final String FIELDS_MISSING =
      "ERR Mandatory argument FIELDS is missing or not at the right position";
  public static final String FIELDS_COUNT = "ERR Number of fields must be a positive integer";
  public static final String FIELDS_ZERO = "ERR Parameter `numFields` should be greater than 0";
  public static final String FIELDS_MISMATCH =
      "ERR The `numfields` parameter must match the number of arguments";
  public static final String FIELDS_INVALID = "ERR invalid number of fields";
  public static final String FIELDS_NONE = "ERR missing FIELDS argument";
  public static final String FXX_OR_FNX = "ERR Only one of FXX or FNX arguments can be specified";
  public static final String ONE_TIME =
      "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified";
  public static final String NO_TIME = "ERR missing expire time";
  public static final String TIME_NEGATIVE = "ERR invalid expire time, must be >= 0";
  public static final String NUMKEYS = "ERR invalid numkeys value";
  public static final String KEY_VALUE_PAIRS = "ERR wrong number of key-value pairs";
  public static final String NO_STRING_TO_COMPARE =
      "ERR Key should be of string type if conditions are specified";
  public static final String CONDITION = "ERR Invalid condition. Use IFEQ or IFNE";

  private static final int LONGEST_QUOTE = 128;

  private Errors() {}

  /** XREAD or XREADGROUP with BLOCK, out of a script. */
  public static CommandException blockInScript(String command) {
    return new CommandException(
        "ERR " + command + " command is not allowed with BLOCK option from scripts");
  }

  public static CommandException noInputKeys(String command) {
    return new CommandException("ERR at least 1 input key is needed for '" + command + "' command");
  }

  /** With six digits after the point, however large the numbers are. */
  public static CommandException noPlace(double longitude, double latitude) {
    return new CommandException(
        "ERR invalid longitude,latitude pair %s,%s"
            .formatted(Doubles.exact(longitude, 6), Doubles.exact(latitude, 6)));
  }

  public static CommandException storeWith(String what) {
    return new CommandException(
        "ERR " + what + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
  }

  /** An option of GEOSEARCH that is missing; the command as the client has spelled it. */
  public static CommandException exactlyOne(String options, Bytes command) {
    return new CommandException(
        "ERR exactly one of %s can be specified for %s".formatted(options, quote(command)));
  }

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

  public static CommandException unknownPfdebug(Bytes subcommand) {
    return new CommandException("ERR Unknown PFDEBUG subcommand '" + quote(subcommand) + "'");
  }

  /** A subcommand whose row takes more arguments than it can use. */
  public static CommandException wrongSubcommand(Bytes subcommand, String command) {
    return new CommandException(
        "ERR unknown subcommand or wrong number of arguments for '%s'. Try %s HELP."
            .formatted(quote(subcommand, LONGEST_QUOTE), command));
  }

  /** A client that listens, and speaks RESP2, could not tell a reply from a message. */
  public static CommandException subscribed(String command) {
    return new CommandException(
        "ERR Can't execute '%s': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context"
            .formatted(command));
  }

  public static CommandException helloOption(Bytes option) {
    return new CommandException("ERR Syntax error in HELLO option '" + quote(option) + "'");
  }

  public static CommandException unrecognizedOption(Bytes option) {
    return new CommandException("ERR Unrecognized option '" + quote(option) + "'");
  }

  public static CommandException libraryInfo(String attribute) {
    return new CommandException(
        "ERR " + attribute + " cannot contain spaces, newlines or special characters.");
  }

  public static CommandException clientType(Bytes type) {
    return new CommandException("ERR Unknown client type '" + quote(type) + "'");
  }

  /** SORT would read keys that it does not name. */
  public static CommandException sortDenied(String option) {
    return new CommandException(
        "ERR " + option + " option of SORT denied due to insufficient ACL permissions.");
  }

  public static CommandException noSuchUser(Bytes user) {
    return new CommandException("ERR No such user '" + quote(user) + "'");
  }

  public static CommandException unsupportedOption(Bytes option) {
    String shown = quote(option).replaceAll("[\\r\\n]+$", "");
    return new CommandException("ERR Unsupported option " + shown);
  }

  public static CommandException invalidExpire(String command) {
    return new CommandException("ERR invalid expire time in '" + command + "' command");
  }

  public static CommandException unknownArgument(Bytes argument) {
    return new CommandException("ERR unknown argument: " + quote(argument, Integer.MAX_VALUE));
  }

  /** A group, or the stream that it should belong to, is not there. */
  public static CommandException noGroup(Bytes key, Bytes group, String where) {
    return new CommandException(
        "NOGROUP No such key '%s' or consumer group '%s'%s"
            .formatted(quote(key), quote(group), where));
  }

  /** The same of a stream that is there. */
  public static CommandException noGroupOf(Bytes key, Bytes group) {
    return new CommandException(
        "NOGROUP No such consumer group '%s' for key name '%s'"
            .formatted(quote(group), quote(key)));
  }

  /** An argument of XCLAIM or XAUTOCLAIM is not a number. */
  public static String claimNumber(String argument, String command) {
    return "ERR Invalid " + argument + " argument for " + command;
  }

  public static CommandException claimOption(Bytes option) {
    return new CommandException("ERR Unrecognized XCLAIM option '" + quote(option) + "'");
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

  /** One character a byte, up to the first zero byte, as C's %s prints it. */
  public static String quote(Bytes bytes) {
    return quote(bytes, Integer.MAX_VALUE);
  }

  /** One character a byte, up to the first zero byte or the limit, as C's %.128s prints it. */
  private static String quote(Bytes bytes, int limit) {
    int end = 0;
    while (end < Math.min(bytes.length(), limit) && bytes.at(end) != 0) end++;
    return new String(bytes.array(), 0, end, StandardCharsets.ISO_8859_1);
  }

  private static final String OVERLAP = " Prefixes for a single client must not overlap.";

  public static CommandException overlapsWithExisting(Bytes prefix, Bytes existing) {
    return new CommandException(
        "ERR Prefix '%s' overlaps with an existing prefix '%s'."
                .formatted(prefix.text(), existing.text())
            + OVERLAP);
  }

  public static CommandException overlapsWithProvided(Bytes prefix, Bytes other) {
    return new CommandException(
        "ERR Prefix '%s' overlaps with another provided prefix '%s'."
                .formatted(prefix.text(), other.text())
            + OVERLAP);
  }
}
