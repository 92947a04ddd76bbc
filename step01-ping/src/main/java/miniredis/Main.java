package miniredis;

import module java.base;

/** Starts the server. Only this class may end the process. */
final class Main {
  public static void main(String[] args) {
    try {
      Config config = Config.parse(args);
      if (config.help) {
        System.out.print(Config.USAGE);
        return;
      }
      Server server = new Server(config);
      // For Ctrl-C and SIGTERM: Java would exit with 130 or 143, but a clean stop is a 0.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
      System.out.println(
          "mini Redis (pid %d) is listening on %s:%d"
              .formatted(ProcessHandle.current().pid(), config.bind, server.port()));
      server.run();
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("mini Redis: " + e.getMessage());
      System.exit(1);
    }
  }
}
