package miniredis;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;
import miniredis.resp.ReplyReader;

/**
 * A server that answers every request with what a test says: the other end for clients and tools. A
 * request is read as the array of bulk strings that it is on the wire. The answer null closes.
 */
public final class FakeServer implements AutoCloseable {

  private final ServerSocket listener;
  private final Thread accepting;
  private final Function<List<String>, String> answers;
  private final boolean once;
  private final Map<Socket, Thread> open = new ConcurrentHashMap<>();

  public FakeServer(Function<List<String>, String> answers) throws IOException {
    this(answers, false);
  }

  /**
   * @param once whether it closes after its first answer
   */
  public FakeServer(Function<List<String>, String> answers, boolean once) throws IOException {
    this.answers = answers;
    this.once = once;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    accepting = Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Cuts off every client, and goes on listening. No request is read once this has returned. */
  public void dropClients() throws IOException {
    for (Map.Entry<Socket, Thread> client : open.entrySet()) {
      client.getKey().close();
      join(client.getValue());
    }
  }

  /** Closing a socket only tells the thread that waits on it: what is on its way may still come. */
  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    join(accepting);
    dropClients();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread thread = Thread.ofVirtual().unstarted(() -> serve(socket));
        open.put(socket, thread);
        thread.start();
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      ReplyReader requests = new ReplyReader(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      while (requests.read() instanceof Reply.Array(var words)) {
        String answer = answers.apply(words.stream().map(FakeServer::text).toList());
        if (answer == null) return;
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        if (once || !requests.ready()) out.flush();
        if (once) return;
      }
    } catch (IOException e) {
      // The client is gone.
    } finally {
      open.remove(socket);
    }
  }

  private static String text(Reply word) {
    return word instanceof Reply.Bulk(Bytes bytes) ? bytes.text() : word.toString();
  }
}
