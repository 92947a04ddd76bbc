package miniredis.net;

import module java.base;

/**
 * What all connections over TLS share: the buffers that encrypted bytes pass through, the threads
 * that do the arithmetic of a handshake, and an eye on those who never finish theirs.
 *
 * <p>The arithmetic (signatures, exchange of keys) takes a millisecond each time and a hundred the
 * first time, so it is done beside the loop, by a virtual thread each that touches nothing but its
 * engine. Everything else belongs to the loop's thread.
 */
public final class Handshakes {

  /** What a client has time for; a server that waits for ever would run out of places. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Four full records and what they take more when they are encrypted. */
  private static final int BUFFER = 72 * 1024;

  private final EventLoop loop;
  private final Supplier<SSLEngine> engines;

  /** In the order in which they came. */
  private final Map<TlsTransport, Long> unfinished = new LinkedHashMap<>();

  private final ByteBuffer arriving = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer leaving = ByteBuffer.allocate(BUFFER);

  /**
   * @param engines makes the server's side of a new connection
   */
  public Handshakes(EventLoop loop, Supplier<SSLEngine> engines) {
    this.loop = loop;
    this.engines = engines;
    loop.everyTick(this::endLate);
  }

  Transport begin(SocketChannel socket, Ends ends) {
    return new TlsTransport(socket, ends, engines.get(), this);
  }

  void began(TlsTransport transport) {
    unfinished.put(transport, loop.engine().keyspace().now() + PATIENCE.toMillis());
  }

  private void endLate() {
    while (!unfinished.isEmpty()) {
      Map.Entry<TlsTransport, Long> eldest = unfinished.entrySet().iterator().next();
      if (eldest.getValue() > loop.engine().keyspace().tick()) return;
      unfinished.remove(eldest.getKey());
      eldest.getKey().fail(new SSLHandshakeException("the handshake took too long"));
    }
  }

  void ended(TlsTransport transport) {
    unfinished.remove(transport);
  }

  void failed(Ends ends, IOException reason) {
    loop.log()
        .warning(
            "Error accepting a client connection: %s (addr=%s laddr=%s)"
                .formatted(reason.getMessage(), ends.remote().text(), ends.local().text()));
  }

  /** Does some work beside the loop, and then goes on in the loop. */
  void beside(Runnable work, Runnable then) {
    Thread.ofVirtual()
        .name("handshake")
        .start(
            () -> {
              try {
                work.run();
              } finally {
                loop.execute(then);
              }
            });
  }

  /** Runs a task in this turn of the loop or the next. */
  void soon(Runnable task) {
    loop.execute(task);
  }

  /** Room for encrypted bytes on their way in, for whoever reads now. */
  ByteBuffer arriving() {
    return arriving.clear();
  }

  /** Room for encrypted bytes on their way out, for whoever writes now. */
  ByteBuffer leaving() {
    return leaving.clear();
  }
}
