package course.learn;

import module java.base;

/** The process that listens at a port, as Linux tells it; other systems tell nothing here. */
record PortOwner(long pid, String command) {

  private static final Path PROCESSES = Path.of("/proc");
  private static final String LISTENING = "0A";

  static Optional<PortOwner> of(int port) {
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Optional<PortOwner> owner = socket(table, port).flatMap(PortOwner::holder);
      if (owner.isPresent()) return owner;
    }
    return Optional.empty();
  }

  /** The number of the socket that listens at this port. */
  private static Optional<String> socket(String table, int port) {
    String end = ":%04X".formatted(port);
    try (Stream<String> rows = Files.lines(PROCESSES.resolve(table))) {
      return rows.map(row -> row.strip().split("\\s+"))
          .filter(row -> row.length > 9 && row[1].endsWith(end) && row[3].equals(LISTENING))
          .map(row -> row[9])
          .findFirst();
    } catch (IOException | UncheckedIOException notLinux) {
      return Optional.empty();
    }
  }

  private static Optional<PortOwner> holder(String socket) {
    String link = "socket:[" + socket + "]";
    return ProcessHandle.allProcesses()
        .filter(process -> hasOpen(process.pid(), link))
        .findFirst()
        .map(process -> new PortOwner(process.pid(), command(process.pid())));
  }

  private static boolean hasOpen(long pid, String link) {
    try (Stream<Path> files = Files.list(PROCESSES.resolve(pid + "/fd"))) {
      return files.anyMatch(file -> target(file).equals(link));
    } catch (IOException | UncheckedIOException notOurs) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException gone) {
      return "";
    }
  }

  private static String command(long pid) {
    try {
      return Files.readString(PROCESSES.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
    } catch (IOException gone) {
      return "?";
    }
  }
}
