package miniredis.lens;

import module java.base;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What {@code ./run lens} is asked to do: a field an option, with what it says in the help. */
@Command(
    name = "./run lens",
    customSynopsis = {
      "./run lens NAME [options] [-- options of the server]",
      "       ./run lens source DIR",
      "       ./run lens --proxy LISTEN TARGET",
      "       ./run lens --play FILE",
      "       ./run lens --check FILE..."
    },
    sortOptions = false,
    description = {
      "",
      "Starts a server and a page that shows its bytes and its insides while it works.",
      "NAME is a step of the course (step03 is enough) or final; DIR has sources of your own.",
      ""
    })
final class LensOptions {

  private static final int HIGHEST_PORT = 65_535;

  @Parameters(index = "0..*", paramLabel = "NAME", description = "the server to look at")
  private List<String> words = List.of();

  @Option(
      names = {"-p", "--port"},
      paramLabel = "6379",
      description = "where clients connect to; 0 takes a free one")
  private Integer port;

  @Option(
      names = "--page",
      paramLabel = "7379",
      description = "the page's port; 0 takes a free one")
  private int page = 7379;

  @Option(names = "--record", paramLabel = "FILE", description = "keeps all that happens")
  private Path record;

  @Option(
      names = "--scene",
      paramLabel = "ID",
      description = "plays this scene from its beginning to its end, without a page")
  private String scene;

  @Option(names = "--play", paramLabel = "FILE", description = "shows what was recorded")
  private Path play;

  @Option(
      names = "--check",
      arity = "1..*",
      paramLabel = "FILE",
      description = "sends again what was recorded, to a fresh server, and compares the replies")
  private List<Path> check = List.of();

  @Option(
      names = "--proxy",
      arity = "2",
      paramLabel = "PORT",
      description = "listens on one port for clients of the server on the other, or on HOST:PORT")
  private List<String> proxy = List.of();

  @Option(
      names = {"--help", "-h"},
      usageHelp = true,
      description = "this")
  private boolean help;

  /** Behind {@code --}: they are the server's. */
  private List<String> ofServer = List.of();

  /**
   * Reads the words of a command line.
   *
   * @throws IllegalArgumentException with one clear line
   */
  static LensOptions parse(String[] args) {
    List<String> all = List.of(args);
    int end = all.indexOf("--");
    LensOptions options = new LensOptions();
    if (end >= 0) options.ofServer = all.subList(end + 1, all.size());
    List<String> own = end < 0 ? all : all.subList(0, end);
    try {
      options.line().parseArgs(own.toArray(String[]::new));
    } catch (ParameterException wrong) {
      throw new IllegalArgumentException(wrong.getMessage());
    }
    if (!options.help) options.check();
    return options;
  }

  private CommandLine line() {
    return new CommandLine(this).setUsageHelpAutoWidth(true);
  }

  private void check() {
    port(page, "--page");
    port(port(), "--port");
    if (!proxy.isEmpty()) proxyPort();
    long ways =
        Stream.of(!words.isEmpty(), play != null, !check.isEmpty(), !proxy.isEmpty())
            .filter(each -> each)
            .count();
    if (ways == 0) throw new IllegalArgumentException("which server? ./run lens --help");
    if (ways > 1) {
      throw new IllegalArgumentException("a server, --proxy, --play or --check: one of them");
    }
    int most = name().equals("source") ? 2 : 1;
    if (words.size() > most) throw new IllegalArgumentException("what is " + words.get(most) + "?");
    if (name().equals("source") && words.size() < 2) {
      throw new IllegalArgumentException("source needs a folder: ./run lens source DIR");
    }
  }

  private static int port(int port, String option) {
    if (port >= 0 && port <= HIGHEST_PORT) return port;
    throw new IllegalArgumentException(option + " needs a port from 0 to 65535, not " + port);
  }

  private static int port(String word, String option) {
    if (!word.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(option + " needs a port, not " + word);
    }
    return port(Integer.parseInt(word), option);
  }

  boolean wantsHelp() {
    return help;
  }

  String help() {
    return line().getUsageMessage();
  }

  /** The server's, as it was typed; empty if there is none. */
  String name() {
    return words.isEmpty() ? "" : words.getFirst();
  }

  /** Of the learner's own sources; null if it is not one of those. */
  Path folder() {
    return words.size() < 2 ? null : Path.of(words.get(1));
  }

  List<String> ofServer() {
    return ofServer;
  }

  boolean isProxy() {
    return !proxy.isEmpty();
  }

  private int proxyPort() {
    target();
    return port(proxy.getFirst(), "--proxy");
  }

  /** The server behind the proxy. */
  InetSocketAddress target() {
    String word = proxy.get(1);
    int colon = word.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : word.substring(0, colon);
    return InetSocketAddress.createUnresolved(
        host, port(word.substring(colon + 1), "--proxy HOST:PORT"));
  }

  /** Where clients connect to; a scene has clients of its own, and takes any port. */
  int port() {
    if (!proxy.isEmpty()) return proxyPort();
    return port != null ? port : scene != null ? 0 : 6379;
  }

  int page() {
    return page;
  }

  Optional<Path> record() {
    return Optional.ofNullable(record);
  }

  Optional<String> scene() {
    return Optional.ofNullable(scene);
  }

  Optional<Path> play() {
    return Optional.ofNullable(play);
  }

  List<Path> toCheck() {
    return check;
  }
}
