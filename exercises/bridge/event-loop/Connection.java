package miniredis;

import module java.base;

/** One client of the loop: what has come from it, and the replies that it has not taken yet. */
final class Connection {
  /** With so many bytes of replies waiting, a client has to take some before it may ask more. */
  private static final int MOST_WAITING = 1024 * 1024;

  private final SelectionKey key;
  private final SocketChannel socket;
  private final CommandTable table;
  private final boolean trace;
  private final String name;
  private final Arrived arrived = new Arrived();
  private final ByteArrayOutputStream replies = new ByteArrayOutputStream();

  Connection(SelectionKey key, CommandTable table, boolean trace, String name) {
    this.key = key;
    this.table = table;
    this.trace = trace;
    this.name = name;
    socket = (SocketChannel) key.channel();
  }

  /** Takes what has come, as far as there is room in the buffer, and runs what is whole. */
  void read(ByteBuffer buffer) throws IOException {
    // TODO
    if (socket.read(buffer.clear()) < 0) socket.close();
    else socket.write(ByteBuffer.wrap("-ERR not read, not answered\r\n".getBytes()));
  }
}
