package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Clients that are connected to a server, idle until a load is put on it, and again afterwards.
 *
 * <p>One thread and a selector, as in redis-benchmark: each client sends a batch, waits for all its
 * replies, and sends the next, until enough requests are out. After an exception the clients may
 * stand in the middle of a reply: close them.
 */
final class Crowd implements AutoCloseable {

  private final Selector selector = Selector.open();
  private final List<Lane> lanes = new ArrayList<>();
  private final Duration patience;
  private final ByteBuffer input = ByteBuffer.allocate(256 * 1024);

  /** One client: a channel, the batch being sent and the replies that are missing. */
  private static final class Lane {
    final SocketChannel channel;
    final SelectionKey key;
    final ReplyCounter replies = new ReplyCounter();
    ByteBuffer batch;
    int waiting;
    long sentAt;

    Lane(SocketChannel channel, Selector selector) throws IOException {
      this.channel = channel;
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      key = channel.register(selector, 0, this);
    }
  }

  /**
   * Connects so many clients to a port of 127.0.0.1.
   *
   * @param patience how long no reply may come while some are missing
   * @throws IOException if one cannot connect, with the number of those that could
   */
  Crowd(int port, int clients, Duration patience) throws IOException {
    this.patience = patience;
    try {
      InetSocketAddress server = new InetSocketAddress("127.0.0.1", port);
      while (lanes.size() < clients) {
        lanes.add(new Lane(SocketChannel.open(server), selector));
      }
    } catch (IOException e) {
      String reached = "only %,d of %,d clients could connect: ".formatted(lanes.size(), clients);
      close();
      throw new IOException(reached + e.getMessage(), e);
    }
  }

  int size() {
    return lanes.size();
  }

  /**
   * Puts a load on the server, by all of these clients whatever it says of their number; returns
   * when all replies are there.
   *
   * @param waits is given how long each batch took from its sending to the end of its last reply
   * @return the nanoseconds from the first request to the last reply
   * @throws IOException if a request is refused, or no reply comes for too long
   */
  long put(Trial load, Waits waits) throws IOException {
    Run run = new Run(load, waits);
    long start = System.nanoTime();
    try {
      for (Lane lane : lanes) run.send(lane);
      while (run.unanswered > 0) {
        if (selector.select(run::turn, patience.toMillis()) == 0) {
          throw new IOException("no reply for %d seconds".formatted(patience.toSeconds()));
        }
      }
      return System.nanoTime() - start;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    for (Lane lane : lanes) lane.channel.close();
    selector.close();
  }

  /** One load, from its first request to its last reply. */
  private final class Run {
    private final Trial load;
    private final Waits waits;
    private final byte[] request;
    private final int[] numbers;
    private final SplittableRandom random = new SplittableRandom();
    private int unsent;
    private int unanswered;

    Run(Trial load, Waits waits) {
      this.load = load;
      this.waits = waits;
      request = load.workload().request(load).array();
      numbers = numbers(Bytes.wrap(request).text());
      unsent = load.requests();
      unanswered = load.requests();
    }

    /** Where the random numbers go: each has twelve digits, and so has its mark. */
    private static int[] numbers(String request) {
      return Pattern.compile(Workload.RANDOM)
          .matcher(request)
          .results()
          .mapToInt(MatchResult::start)
          .toArray();
    }

    private void turn(SelectionKey key) {
      Lane lane = (Lane) key.attachment();
      try {
        if (key.isWritable()) write(lane);
        if (key.isReadable()) read(lane);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void read(Lane lane) throws IOException {
      int count = lane.channel.read(input.clear());
      if (count < 0) throw new EOFException("Server closed the connection");
      int replies = lane.replies.count(input.array(), 0, count);
      if (!lane.replies.error().isEmpty()) throw new IOException(lane.replies.error());
      lane.waiting -= replies;
      unanswered -= replies;
      if (lane.waiting > 0) return;
      waits.add(System.nanoTime() - lane.sentAt);
      send(lane);
    }

    private void send(Lane lane) throws IOException {
      int count = Math.min(load.pipeline(), unsent);
      if (count == 0) {
        lane.key.interestOps(0);
        return;
      }
      unsent -= count;
      lane.waiting = count;
      lane.batch = ByteBuffer.allocate(count * request.length);
      for (int i = 0; i < count; i++) {
        lane.batch.put(request);
        for (int at : numbers) digits(lane.batch.array(), i * request.length + at);
      }
      lane.batch.flip();
      lane.sentAt = System.nanoTime();
      write(lane);
    }

    private void write(Lane lane) throws IOException {
      lane.channel.write(lane.batch);
      boolean rest = lane.batch.hasRemaining();
      lane.key.interestOps(
          rest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void digits(byte[] target, int at) {
      int number = random.nextInt(load.keyspace());
      for (int i = at + 11; i >= at; i--) {
        target[i] = (byte) ('0' + number % 10);
        number /= 10;
      }
    }
  }
}
