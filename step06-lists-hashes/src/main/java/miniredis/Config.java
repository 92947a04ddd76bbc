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
      --dir, --data-dir, -d   the folder for the files (data; ./run gives each step its own)
      --dbfilename NAME       the snapshot's name (dump.rdb)
      --appendonly yes|no     whether to keep a log (yes)
      --appendfsync POLICY    when the log is forced to the disk: always, everysec, no (everysec)
      --power-cut             forget what was not forced, to see what a power cut does
      """;

  int port = 6379;
  String bind = "127.0.0.1";
  boolean help;
  boolean trace;
  int maxClients = 10_000;
  String dir = System.getProperty("miniredis.dir", "data");
  String dbFilename = "dump.rdb";
  String appendOnly = "yes";
  String appendFsync = "everysec";
  boolean powerCut;

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
      case "--dir", "--data-dir", "-d" -> dir = value(option, rest);
      case "--dbfilename" -> dbFilename = value(option, rest);
      case "--appendonly" -> appendOnly = choice(option, rest, "yes|no");
      case "--appendfsync" -> appendFsync = choice(option, rest, "always|everysec|no");
      case "--power-cut" -> powerCut = true;
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

  private static String choice(String option, Iterator<String> rest, String choices) {
    String value = value(option, rest);
    if (value.matches(choices)) return value;
    throw new IllegalArgumentException(option + " takes " + choices + ", not '" + value + "'");
  }
}
