package course.learn;

import module java.base;

/**
 * A server that is ready to be tested.
 *
 * @param target {@code host:port}, for the tests that only talk
 * @param command the command line that starts another like it, for the tests that start and kill;
 *     empty where none is known: they are left out then
 * @param server the process, if it was started here
 * @param work a folder to be deleted with it, if one was made
 */
record Subject(
    String target,
    String command,
    Identity identity,
    Optional<OwnServer> server,
    Optional<Path> work)
    implements AutoCloseable {

  /** What tests of this class are told of the server. */
  Map<String, String> settings(Class<?> type) {
    if (!startsItself(type) || command.isEmpty()) return Map.of("target", target);
    String here = Path.of("").toAbsolutePath().toString();
    return Map.of("command", command, "course.home", here);
  }

  /** Whether tests of this class start servers, and do not only talk to one. */
  static boolean startsItself(Class<?> type) {
    return type.getSuperclass().getSimpleName().equals("OwnProcessTest");
  }

  List<String> lastWords() {
    return server.map(OwnServer::lastWords).orElse(List.of());
  }

  /** Whether it takes a new client. */
  boolean listens() {
    int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    return server.map(s -> s.isAlive() && OwnServer.listens(port)).orElse(true);
  }

  @Override
  public void close() {
    server.ifPresent(OwnServer::close);
    work.ifPresent(Workspace::delete);
  }
}
