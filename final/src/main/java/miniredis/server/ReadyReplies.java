package miniredis.server;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.Handler;
import miniredis.resp.ReadyList;
import miniredis.resp.Reply;

/**
 * The two large replies that clients ask for when they connect, COMMAND and COMMAND DOCS, kept as
 * files that the {@link StartupTraining} leaves.
 *
 * <p>A server that has just started takes a twentieth of a second to make each, because its code is
 * not compiled yet, and meanwhile serves nobody else. They are the same in every server of one
 * build that has {@linkplain Commands#areAllThere all commands}. A file that is missing, cut off or
 * of another build is passed over, and the reply made as ever.
 *
 * <p>The engine's thread reads the files anew for each reply, from what the system has cached of
 * them: nothing is kept in the heap.
 */
final class ReadyReplies {

  /** The system property that names the folder. */
  static final String FOLDER = "miniredis.replies";

  static final List<String> REQUESTS = List.of("COMMAND", "COMMAND DOCS");

  private final Path folder;

  /** When this server started, in Unix milliseconds: files that came later are another build's. */
  private final long started;

  ReadyReplies(Path folder, long started) {
    this.folder = folder;
    this.started = started;
  }

  /**
   * Keeps a reply. The file is as old as the server that gave it, which may use it at once.
   *
   * @param reply as it came in that protocol, a char for a byte
   * @param commands how many the server has
   */
  void keep(String request, int protocol, String reply, int commands) throws IOException {
    String items = reply.substring(reply.indexOf('\n') + 1);
    Path file = file(request, protocol);
    Files.writeString(file, items + end(commands), StandardCharsets.ISO_8859_1);
    Files.setLastModifiedTime(file, FileTime.fromMillis(started));
  }

  /** What stands behind the items: without it, the file is cut off. */
  private static String end(int commands) {
    return "end of " + commands + " commands\r\n";
  }

  private Path file(String request, int protocol) {
    return folder.resolve(request.toLowerCase(Locale.ROOT).replace(' ', '-') + "." + protocol);
  }

  /** Has the two commands answered from the files from now on, where they ask for everything. */
  void use(CommandTable table) {
    int commands = table.all().size();
    answer(table.named(Bytes.of("command")), "COMMAND", commands, commands, Reply.Array::new);
    answer(
        table.named(Bytes.of("command|docs")),
        "COMMAND DOCS",
        commands,
        2 * commands,
        Reply.Map::new);
  }

  /**
   * @param size the items of the reply
   * @param kind makes the reply of its items
   */
  private void answer(
      Command command, String request, int commands, int size, Function<List<Reply>, Reply> kind) {
    Handler maker = command.handler();
    int words = request.split(" ").length;
    byte[] end = end(commands).getBytes(StandardCharsets.ISO_8859_1);
    command.handledBy(
        call -> {
          if (call.size() != words) return maker.handle(call);
          Bytes inTwo = items(file(request, 2), end);
          Bytes inThree = items(file(request, 3), end);
          if (inTwo == null || inThree == null) return maker.handle(call);
          return kind.apply(new ReadyList(size, inTwo, inThree));
        });
  }

  /** What stands in a file in front of the end, or null. */
  private Bytes items(Path path, byte[] end) {
    long written = path.toFile().lastModified();
    if (written == 0 || written > started) return null;
    try {
      byte[] all = Files.readAllBytes(path);
      int length = all.length - end.length;
      boolean whole = length > 0 && Arrays.equals(all, length, all.length, end, 0, end.length);
      return whole ? Bytes.copyOf(all, 0, length) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
