package miniredis;

import module java.base;

/** The options: their defaults, and what the command line made of them. */
final class Config {
  static final String USAGE =
      """
      --port N, -p N          the port to listen on, 0 for any that is free (6379)
      --bind ADDR, --host     the address to listen on (127.0.0.1)
      --help                  show the options and stop
      --trace                 show every byte in and out on stderr
      --maxclients N          how many clients may be connected at once (10000)
      """;

  int port = 6379;
  String bind = "127.0.0.1";
  boolean help;
  boolean trace;
  int maxClients = 10_000;

  static Config parse(String... args) {
    Config config = new Config();
    Iterator<String> rest = List.of(args).iterator();
    while (rest.hasNext()) config.set(rest.next(), rest);
    return config;
  }

  private void set(String option, Iterator<String> rest) {
    switch (option) {
      case "--port", "-p" -> port = number(option, rest, 65_535);
      case "--bind", "--host" -> bind = value(option, rest);
      case "--help" -> help = true;
      case "--trace" -> trace = true;
      case "--maxclients" -> maxClients = number(option, rest, 1_000_000);
      default -> throw new IllegalArgumentException("no option " + option + ", try --help");
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) throw new IllegalArgumentException(option + " needs a value");
    return rest.next();
  }

  private static int number(String option, Iterator<String> rest, int most) {
    String value = value(option, rest);
    if (value.matches("\\d{1,9}") && Integer.parseInt(value) <= most)
      return Integer.parseInt(value);
    throw new IllegalArgumentException(option + " takes 0 to " + most + ", not '" + value + "'");
  }
}
