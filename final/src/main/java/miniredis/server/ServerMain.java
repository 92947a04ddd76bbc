package miniredis.server;

import module java.base;

import miniredis.config.CommandLine;
import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.ConfigSources;
import miniredis.config.HelpText;
import miniredis.config.Setting;
import miniredis.config.Version;
import miniredis.engine.ServerLog;

/**
 * The program: reads the settings, starts the server, stops it cleanly on SIGTERM or Ctrl-C.
 *
 * <p>Exit code 0 after a clean stop, 1 for a bad option or a port in use, with one line on stderr
 * that says which. Redis stays alive if it cannot save when SIGTERM comes; a Java program cannot
 * refuse a signal, so it ends, with code 1 (SHUTDOWN is refused, as in Redis). Nothing else in the
 * server ends the process.
 */
public final class ServerMain {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private ServerMain() {}

  public static void main(String[] args) {
    // Else a number would be printed as 1,5 here and as ١٫٥ there, and clients read what we print.
    Locale.setDefault(Locale.ROOT);
    warmUp();
    try {
      CommandLine line = CommandLine.parse(args);
      if (line.wantsHelp()) System.out.print(HelpText.text());
      else if (line.wantsVersion()) System.out.println("mini Redis " + Version.TEXT);
      else serve(ConfigSources.load(line, System.getenv(), Path.of("")));
    } catch (ConfigException | IOException e) {
      System.err.println("mini Redis: " + words(e));
      System.exit(1);
    }
  }

  /** Java says of a file that cannot be had only its name, and nothing of why. */
  private static String words(Throwable problem) {
    if (!(problem instanceof FileSystemException file) || file.getReason() != null)
      return problem.getMessage();
    String why =
        switch (file) {
          case AccessDeniedException _ -> "permission denied";
          case NoSuchFileException _ -> "no such file or folder, and it cannot be made";
          case FileAlreadyExistsException _ -> "there is a file, where a folder is wanted";
          default -> "it cannot be opened";
        };
    return file.getFile() + ": " + why;
  }

  /**
   * Network and time zones take Java ten milliseconds each when they are first used. So they are
   * used at once, beside the reading of the settings, and the first PONG comes earlier.
   */
  private static void warmUp() {
    Thread.ofPlatform().daemon().start(LocalDateTime::now);
    Thread.ofPlatform().daemon().start(ServerMain::openAndCloseSelector);
  }

  private static void openAndCloseSelector() {
    try {
      Selector.open().close();
    } catch (IOException e) {
      // Whoever needs one will be told.
    }
  }

  private static void serve(Config config) throws IOException {
    Files.createDirectories(config.directory("dir").get());
    Setting<String> logFile = config.name("logfile");
    ServerLog log = LogSettings.follow(config, LogSettings.open(config, System.out));
    Server server = new Server(config, InstantSource.system(), log);
    server.giveSpareHeapBack();
    server.rehearse();
    useReadyReplies(config, server);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    tellUnheeded(server.unheeded(), log, !logFile.get().isEmpty());
    log.notice(greeting(config, server));
    try {
      server.run();
    } catch (IOException | UncheckedIOException failed) {
      Throwable reason = failed instanceof UncheckedIOException ? failed.getCause() : failed;
      System.err.println("mini Redis: " + words(reason));
      Runtime.getRuntime().halt(1);
    }
  }

  private static void useReadyReplies(Config config, Server server) {
    String folder = System.getProperty(ReadyReplies.FOLDER);
    if (folder == null || !Commands.areAllThere(config)) return;
    new ReadyReplies(Path.of(folder), System.currentTimeMillis()).use(server.engine().table());
  }

  /** Someone at a terminal would wait in vain for daemonize, with the log in a file: tell both. */
  private static void tellUnheeded(List<String> names, ServerLog log, boolean elsewhere) {
    if (names.isEmpty()) return;
    String line = "Settings without effect here: " + String.join(", ", names);
    log.warning(line);
    if (elsewhere) System.err.println("mini Redis: " + line);
  }

  /** Where the server is, and who is not let in yet. */
  private static String greeting(Config config, Server server) {
    String first = config.addresses("bind").get().getFirst();
    boolean everywhere = first.equals("*") || first.equals("0.0.0.0");
    String greeting = "mini Redis " + Version.TEXT + " (Redis " + Version.REDIS + ") listening on ";
    greeting += place(everywhere ? "127.0.0.1" : first, server);
    if (!everywhere) return greeting;
    boolean guarded = config.flag("protected-mode").get() && server.needsNoPassword();
    if (!guarded) return greeting + ", for other machines too";
    return greeting
        + ", for this machine only (for others: --requirepass PASSWORD or --protected-mode no)";
  }

  private static String place(String host, Server server) {
    String plain = server.port() == 0 ? "" : host + ":" + server.port();
    if (server.tlsPort() == 0) return host + ":" + server.port();
    return plain + (plain.isEmpty() ? "" : " and ") + host + ":" + server.tlsPort() + " (TLS)";
  }

  /** The JVM's exit code after a signal is that of the signal, unless it is halted. */
  private static void stop(Server server) {
    boolean ended = false;
    try {
      server.stop();
      ended = server.awaitEnd(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ended && server.endedSafely() ? 0 : 1);
  }
}
