package miniredis.client;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;
import miniredis.resp.ReplyReader;
import miniredis.resp.ReplyWriter;

/**
 * One connection to a server, used by one thread that waits for its replies.
 *
 * <pre>{@code
 * try (Client client = Client.connect("127.0.0.1", 6379)) {
 *   client.call("SET", "greeting", "hello");
 *   Reply reply = client.call("GET", "greeting");
 * }
 * }</pre>
 *
 * <p>For pipelining, {@link #send} several requests and then {@link #receive} as many replies. Do
 * so in batches of some thousand: a server stops reading from a client that does not read.
 *
 * <p>An error reply is a {@link Reply.Error}, not an exception. After an exception the stream may
 * stand in the middle of a reply: close the client and connect again. {@link #close} may be called
 * from another thread, to end a wait.
 */
public final class Client implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(1);
  private static final int BATCH = 64 * 1024;

  private final Channel channel;
  private final PushbackInputStream in;
  private final OutputStream out;
  private final ReplyReader replies;

  /** Requests that have not left yet. */
  private final BytesBuilder unsent = new BytesBuilder(512);

  private Consumer<Reply.Push> pushes = push -> {};

  private Client(Channel channel, Tap tap) {
    this.channel = channel;
    in =
        new PushbackInputStream(
            tap == Tap.NONE ? channel.in() : new TappedInput(channel.in(), tap));
    out = tap == Tap.NONE ? channel.out() : new TappedOutput(channel.out(), tap);
    replies = new ReplyReader(in);
  }

  /** Connects, giving up after ten seconds; later waits for replies have no limit. */
  public static Client connect(String host, int port) throws IOException {
    return connect(host, port, PATIENCE);
  }

  /** Connects, giving up after a while; zero waits as long as the system does. */
  public static Client connect(String host, int port, Duration patience) throws IOException {
    return connect(Address.of(host, port), null, patience, Tap.NONE);
  }

  /** Connects to any kind of address; without {@code tls} in the clear. */
  public static Client connect(Address address, Tls tls, Duration patience, Tap tap)
      throws IOException {
    return new Client(Channel.open(address, tls, patience), tap);
  }

  /**
   * How long to wait for the bytes of a reply before {@link SocketTimeoutException}; zero waits for
   * ever.
   */
  public Client timeout(Duration wait) throws IOException {
    channel.timeout(wait);
    return this;
  }

  /** Who is told of the messages that come unasked in RESP3; without it they are passed over. */
  public Client onPush(Consumer<Reply.Push> listener) {
    pushes = listener;
    return this;
  }

  /** Sends a request and waits for its reply. */
  public Reply call(String... words) throws IOException {
    return call(bytes(words));
  }

  /**
   * Sends a request and waits for its reply. Not for SUBSCRIBE in RESP3: it is answered by pushes
   * alone, so {@link #send} it and {@link #receive}.
   */
  public Reply call(Bytes... words) throws IOException {
    send(words);
    while (true) {
      Reply reply = receive();
      if (!(reply instanceof Reply.Push push)) return reply;
      pushes.accept(push);
    }
  }

  /** Puts a request in line; it leaves at the next {@link #receive} or {@link #flush}. */
  public void send(String... words) throws IOException {
    send(bytes(words));
  }

  public void send(Bytes... words) throws IOException {
    ReplyWriter.request(List.of(words), unsent);
    if (unsent.length() >= BATCH) flush();
  }

  public void flush() throws IOException {
    if (unsent.length() == 0) return;
    out.write(unsent.array(), 0, unsent.length());
    unsent.clear();
  }

  /** The next thing the server says, a push included. */
  public Reply receive() throws IOException {
    flush();
    return replies.read();
  }

  /** Whether {@link #receive} would find at least the beginning of a reply. */
  public boolean ready() throws IOException {
    return replies.ready();
  }

  /**
   * Whether the server has not closed the connection, as far as can be seen without asking it. Over
   * a socket file that cannot be seen.
   */
  public boolean alive() throws IOException {
    if (replies.ready() || !channel.timesOut()) return true;
    channel.timeout(LOOK);
    try {
      int b = in.read();
      if (b >= 0) in.unread(b);
      return b >= 0;
    } catch (SocketTimeoutException nothingToRead) {
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      channel.timeout(Duration.ZERO);
    }
  }

  /**
   * The bytes that come in, for what is no reply: the snapshot that a replica is sent. Only between
   * replies.
   */
  public InputStream input() {
    return in;
  }

  /** The bytes that go out, for what was made elsewhere. */
  public OutputStream output() {
    return out;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static Bytes[] bytes(String... words) {
    return Stream.of(words).map(Bytes::of).toArray(Bytes[]::new);
  }

  private static final class TappedInput extends FilterInputStream {
    private final Tap tap;

    TappedInput(InputStream in, Tap tap) {
      super(in);
      this.tap = tap;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count > 0) tap.received(target, offset, offset + count);
      return count;
    }
  }

  private static final class TappedOutput extends OutputStream {
    private final OutputStream out;
    private final Tap tap;

    TappedOutput(OutputStream out, Tap tap) {
      this.out = out;
      this.tap = tap;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      tap.sent(source, offset, offset + length);
      out.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
