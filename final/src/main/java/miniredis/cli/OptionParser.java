package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;
import miniredis.client.Tls;

/**
 * Reads a command line as redis-cli does. Its grammar is its own: an option that wants a value and
 * is the last word is unknown, numbers end where their digits end, and the first word that is no
 * option is the command, with all that follows.
 */
final class OptionParser {

  private static final String AUTH_WARNING =
      "Warning: Using a password with '-a' or '-u' option on the command line interface may not be"
          + " safe.";

  private final List<Bytes> args;
  private final Streams streams;
  private final CliOptions options = new CliOptions();
  private int at;
  private boolean passwordGiven;
  private boolean authWarning = true;
  private boolean rdb;

  private boolean tls;
  private String sni;
  private String authorities;
  private String authoritiesFolder;
  private String certificate;
  private String key;
  private String ciphers;
  private String suites;
  private boolean anyServer;

  private OptionParser(List<Bytes> args, Streams streams) {
    this.args = args;
    this.streams = streams;
    options.format = streams.outIsTerminal() ? Format.PLAIN : Format.RAW;
    options.showPushes = streams.outIsTerminal();
  }

  /**
   * @throws Exit after saying what is wrong, or what was only asked to be said
   */
  static CliOptions parse(List<Bytes> args, Map<String, String> environment, Streams streams)
      throws IOException {
    OptionParser parser = new OptionParser(args, streams);
    while (parser.at < args.size() && parser.take(args.get(parser.at).text())) parser.at++;
    parser.check();
    CliOptions options = parser.options;
    options.command = args.subList(parser.at, args.size());
    String password = environment.get("REDISCLI_AUTH");
    if (options.password == null) options.password = password;
    return options;
  }

  /** Takes an option, and its value if it has one; false where the command begins. */
  private boolean take(String name) throws IOException {
    if (flag(name) || at < args.size() - 1 && valued(name, args.get(at + 1).text())) return true;
    if (name.equals("-h")) throw help();
    if (!name.startsWith("-")) return false;
    throw refuse("Unrecognized option or bad number of args for: '" + name + "'");
  }

  private boolean flag(String name) throws IOException {
    switch (name) {
      case "--help", "-?" -> throw help();
      case "-v", "--version" -> throw version();
      case "-x" -> options.lastFromStdin = true;
      case "--no-auth-warning" -> authWarning = false;
      case "--askpass" -> options.askPassword = true;
      case "--raw" -> options.format = Format.RAW;
      case "--no-raw" -> options.format = Format.PLAIN;
      case "--csv" -> options.format = Format.CSV;
      case "--json" -> json(Format.JSON);
      case "--quoted-json" -> json(Format.QUOTED_JSON);
      case "--quoted-input" -> options.quotedInput = true;
      case "-2" -> options.resp2 = true;
      case "-3" -> options.resp3 = CliOptions.Resp3.YES;
      case "-c" -> options.cluster = true;
      case "-e" -> options.failOnError = true;
      case "--verbose" -> {} // redis-cli takes it, and does nothing with it outside of --cluster.
      case "--tls" -> tls = true;
      case "--insecure" -> anyServer = true;
      case "--no-confirm" -> options.confirm = false;
      case "--wire" -> options.wire = true;
      case "--beginner" -> options.beginner = true;
      case "--vi" -> options.viKeys = true;
      case "--cluster" -> throw refuse("--cluster is not supported here: use redis-cli for it.");
      case "--ldb", "--ldb-sync-mode" ->
          throw refuse(name + " is not supported here: use redis-cli for it.");
      default -> {
        return mode(name);
      }
    }
    return true;
  }

  private boolean mode(String name) {
    switch (name) {
      case "--latency" -> options.modes.add(Mode.LATENCY);
      case "--latency-history" -> {
        options.modes.add(Mode.LATENCY);
        options.latencyHistory = true;
      }
      case "--latency-dist" -> options.modes.add(Mode.LATENCY_DISTRIBUTION);
      case "--mono" -> options.grey = true;
      case "--slave", "--replica" -> options.modes.add(Mode.REPLICA);
      case "--stat" -> options.modes.add(Mode.STAT);
      case "--scan" -> options.modes.add(Mode.SCAN);
      case "--pipe" -> options.modes.add(Mode.PIPE);
      case "--bigkeys" -> options.modes.add(Mode.BIG_KEYS);
      case "--memkeys" -> options.modes.add(Mode.MEMORY_KEYS);
      case "--hotkeys" -> options.modes.add(Mode.HOT_KEYS);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean valued(String name, String value) throws IOException {
    switch (name) {
      case "-h" -> options.host = value;
      case "-p", "--port" -> options.port = Digits.small(value);
      case "--server" -> server(value);
      case "-s" -> options.socket = value;
      case "-X" -> options.tagFromStdin = value;
      case "-r" -> options.repeat = Digits.whole(value);
      case "-i" -> options.intervalMicros = (long) (Digits.decimal(value) * 1_000_000);
      case "-n" -> options.database = Digits.small(value);
      case "-a", "--pass" -> password(value);
      case "--user" -> options.user = value;
      case "-u" -> uri(value);
      case "-d" -> options.itemEnd = args.get(at + 1);
      case "-D" -> options.replyEnd = args.get(at + 1);
      case "--show-pushes" -> showPushes(value);
      case "--prompt" -> options.prompt = value;
      default -> {
        if (!tlsFile(name, value) && !modeWithValue(name, value)) return false;
      }
    }
    at++;
    return true;
  }

  private boolean modeWithValue(String name, String value) throws IOException {
    switch (name) {
      case "--lru-test" -> {
        options.modes.add(Mode.LRU_TEST);
        options.lruKeys = Digits.whole(value);
      }
      case "--pattern" -> options.pattern = args.get(at + 1);
      case "--quoted-pattern" -> options.pattern = quotedPattern(args.get(at + 1));
      case "--intrinsic-latency" -> {
        options.modes.add(Mode.INTRINSIC_LATENCY);
        options.intrinsicSeconds = Digits.small(value);
      }
      case "--rdb", "--functions-rdb" -> rdb(name, value);
      case "--pipe-timeout" -> options.pipeTimeoutSeconds = Digits.small(value);
      case "--memkeys-samples" -> {
        options.modes.add(Mode.MEMORY_KEYS);
        options.memorySamples = Digits.small(value);
      }
      case "--eval" -> options.script = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean tlsFile(String name, String value) {
    switch (name) {
      case "--sni" -> sni = value;
      case "--cacert" -> authorities = value;
      case "--cacertdir" -> authoritiesFolder = value;
      case "--cert" -> certificate = value;
      case "--key" -> key = value;
      case "--tls-ciphers" -> ciphers = value;
      case "--tls-ciphersuites" -> suites = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void password(String value) {
    options.password = value;
    passwordGiven = true;
  }

  private void json(Format format) {
    if (options.resp3 == CliOptions.Resp3.NO) options.resp3 = CliOptions.Resp3.IF_POSSIBLE;
    options.format = format;
  }

  private void showPushes(String value) throws IOException {
    if (value.regionMatches(true, 0, "n", 0, 1)) options.showPushes = false;
    else if (value.regionMatches(true, 0, "y", 0, 1)) options.showPushes = true;
    else {
      streams.complain("Unknown --show-pushes value '" + value + "' (valid: '[y]es', '[n]o')");
    }
  }

  private Bytes quotedPattern(Bytes value) throws IOException {
    Bytes pattern = unquoted(value);
    if (pattern == null) throw refuse("Invalid quoted string specified for --quoted-pattern.");
    return pattern;
  }

  /** One word in quotes, with escapes; null if it is not that. */
  static Bytes unquoted(Bytes word) {
    Bytes[] words = Words.split(word.array(), 0, word.length()).orElse(new Bytes[0]);
    return words.length == 1 ? words[0] : null;
  }

  private void rdb(String name, String file) {
    options.modes.add(Mode.RDB);
    options.rdbFile = file;
    if (name.equals("--rdb")) rdb = true;
    else options.functionsOnly = true;
  }

  /** The last colon counts, so that an IPv6 address may stand before it. */
  private void server(String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    options.host = host.replaceAll("^\\[|]$", "");
    if (colon >= 0) options.port = Digits.small(address.substring(colon + 1));
  }

  /** {@code redis://user:password@host:port/database}, each part but the first optional. */
  private void uri(String uri) throws IOException {
    String rest;
    if (uri.regionMatches(true, 0, "rediss://", 0, 9)) {
      tls = true;
      rest = uri.substring(9);
    } else if (uri.regionMatches(true, 0, "redis://", 0, 8)) {
      rest = uri.substring(8);
    } else {
      throw refuse("Invalid URI scheme");
    }
    int login = rest.indexOf('@');
    if (login >= 0) {
      int colon = rest.indexOf(':');
      boolean named = colon >= 0 && colon < login;
      if (named) options.user = percentDecoded(rest.substring(0, colon));
      password(percentDecoded(rest.substring(named ? colon + 1 : 0, login)));
      rest = rest.substring(login + 1);
    }
    int slash = rest.indexOf('/');
    place(slash < 0 ? rest : rest.substring(0, slash));
    String database = slash < 0 ? "" : rest.substring(slash + 1);
    if (!database.isEmpty()) options.database = Digits.small(database);
  }

  private void place(String place) {
    if (place.isEmpty()) return;
    int colon = place.indexOf(':');
    options.host = colon < 0 ? place : place.substring(0, colon);
    if (colon >= 0) options.port = Digits.small(place.substring(colon + 1));
  }

  private String percentDecoded(String text) throws IOException {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.write(in[i]);
        continue;
      }
      if (in.length - i < 2) throw refuse("Incomplete URI encoding");
      if (in.length - i < 3
          || !HexFormat.isHexDigit(in[i + 1])
          || !HexFormat.isHexDigit(in[i + 2])) {
        throw refuse("Illegal character in URI encoding");
      }
      out.write(Character.digit(in[i + 1], 16) << 4 | Character.digit(in[i + 2], 16));
      i += 2;
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private void check() throws IOException {
    if (options.socket != null && options.cluster) {
      throw refuse("Options -c and -s are mutually exclusive.");
    }
    if (options.resp2 && options.resp3 == CliOptions.Resp3.YES) {
      throw refuse("Options -2 and -3 are mutually exclusive.");
    }
    if (authWarning && passwordGiven) streams.complain(AUTH_WARNING);
    if (rdb && options.functionsOnly) {
      throw refuse("Option --functions-rdb and --rdb are mutually exclusive.");
    }
    if (options.lastFromStdin && options.tagFromStdin != null) {
      throw refuse("Options -x and -X are mutually exclusive.");
    }
    if (tls) {
      options.tls =
          new Tls(
              sni, authorities, authoritiesFolder, certificate, key, ciphers, suites, anyServer);
    }
  }

  private Exit refuse(String line) throws IOException {
    streams.complain(line);
    return new Exit(1);
  }

  private Exit help() throws IOException {
    streams.print(Usage.TEXT);
    return new Exit(0);
  }

  private Exit version() throws IOException {
    streams.print(Usage.NAME + " " + Usage.VERSION + "\n");
    return new Exit(0);
  }
}
