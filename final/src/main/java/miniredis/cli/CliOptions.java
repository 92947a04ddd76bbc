package miniredis.cli;

import module java.base;

/**
 * What the command line asked for: options in redis-cli's spelling, then the command, if any.
 *
 * @param format null where the terminal decides
 * @param lastFromStdin whether standard input is the last argument of the command
 */
record CliOptions(
    String host,
    int port,
    int database,
    String user,
    String password,
    int protocol,
    Format format,
    boolean failOnError,
    boolean lastFromStdin,
    boolean help,
    List<String> command) {

  static final String USAGE =
      """
      Usage: ./run cli [options] [command [argument ...]]

      Without a command: a shell. With one: its reply, and back. Lines from a pipe are commands too.

        --server HOST:PORT   where the server is (default 127.0.0.1:6379); or -h HOST, -p PORT
        -n DB                the number of the database
        -a PASSWORD          log in (or REDISCLI_AUTH in the environment); --user NAME with it
        -3, -2               speak RESP3 or RESP2 (the default)
        --raw, --no-raw      bytes as they are (the default into a pipe or file), or explained
        --json               replies as JSON
        -x                   the last argument comes from standard input
        -e                   exit code 1 where the reply is an error
        --help               this

      In the shell: Tab completes, `help SET` explains, `5 INCR k` runs five times, `connect HOST PORT`
      goes elsewhere, Ctrl-C ends SUBSCRIBE, MONITOR or a wait, `quit` or Ctrl-D leaves.
      """;

  /**
   * @throws IllegalArgumentException with one clear line, naming the option
   */
  static CliOptions parse(String[] args, Map<String, String> environment) {
    Parser parser = new Parser(args);
    parser.password = environment.get("REDISCLI_AUTH");
    return parser.parse();
  }

  private static final class Parser {
    private final String[] args;
    private int at;

    private String host = "127.0.0.1";
    private int port = 6379;
    private int database;
    private String user;
    private String password;
    private int protocol;
    private Format format;
    private boolean failOnError;
    private boolean lastFromStdin;
    private boolean help;

    Parser(String[] args) {
      this.args = args;
    }

    CliOptions parse() {
      while (at < args.length && args[at].startsWith("-")) option(args[at++]);
      // JSON has maps, and only RESP3 says what is one.
      int version = protocol != 0 ? protocol : format == Format.JSON ? 3 : 2;
      List<String> command = List.of(args).subList(at, args.length);
      return new CliOptions(
          host,
          port,
          database,
          user,
          password,
          version,
          format,
          failOnError,
          lastFromStdin,
          help,
          command);
    }

    private void option(String name) {
      switch (name) {
        case "--server" -> server(value(name));
        case "-h", "--host" -> host = value(name);
        case "-p", "--port" -> port = number(name, value(name), 65535);
        case "-n" -> database = number(name, value(name), Integer.MAX_VALUE);
        case "-a", "--pass" -> password = value(name);
        case "--user" -> user = value(name);
        case "-2" -> protocol = 2;
        case "-3" -> protocol = 3;
        case "--raw" -> format = Format.RAW;
        case "--no-raw" -> format = Format.PLAIN;
        case "--json" -> format = Format.JSON;
        case "-x" -> lastFromStdin = true;
        case "-e" -> failOnError = true;
        case "--no-auth-warning" -> {}
        case "--help", "-?" -> help = true;
        default -> throw new IllegalArgumentException("unknown option " + name);
      }
    }

    /** The last colon counts, so that an IPv6 address may stand before it. */
    private void server(String address) {
      int colon = address.lastIndexOf(':');
      if (colon < 0) {
        host = address;
        return;
      }
      host = address.substring(0, colon).replaceAll("^\\[|]$", "");
      port = number("--server", address.substring(colon + 1), 65535);
    }

    private String value(String name) {
      if (at == args.length) throw new IllegalArgumentException(name + " needs a value");
      return args[at++];
    }

    private static int number(String name, String value, int highest) {
      try {
        int number = Integer.parseInt(value);
        if (number >= 0 && number <= highest) return number;
      } catch (NumberFormatException e) {
        // Said below.
      }
      throw new IllegalArgumentException(name + " needs a number, not '" + value + "'");
    }
  }
}
