package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A small load generator, for where redis-benchmark is missing, and for the first steps of the
 * course, which it cannot drive: they speak no RESP, or serve one client at a time.
 *
 * <p>One thread and a selector, as in redis-benchmark: each client sends a batch, waits for all its
 * replies, and sends the next, until enough requests are out.
 */
final class LoadGenerator implements Trial.Generator {

  private static final long PATIENCE_MILLIS = 10_000;

  @Override
  public Trial.Result put(Trial load, int port) throws IOException {
    return new Run(load, port).measured();
  }

  /** One client: a channel, the batch being sent and the replies that are missing. */
  private static final class Lane {
    final SocketChannel channel;
    final ReplyCounter replies = new ReplyCounter();
    ByteBuffer batch;
    int waiting;
    long sentAt;

    Lane(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private static final class Run {
    private final Trial load;
    private final int port;
    private final byte[] request;
    private final int[] numbers;
    private final SplittableRandom random = new SplittableRandom();
    private final ByteBuffer input = ByteBuffer.allocate(256 * 1024);
    private final long[] latencies;
    private int batches;
    private int unsent;
    private int unanswered;

    Run(Trial load, int port) {
      this.load = load;
      this.port = port;
      request = load.workload().request(load).array();
      numbers = numbers(Bytes.wrap(request).text());
      // Each client's last batch may be a short one.
      latencies = new long[load.requests() / load.pipeline() + load.clients() + 1];
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

    Trial.Result measured() throws IOException {
      List<SocketChannel> channels = new ArrayList<>();
      try (Selector selector = Selector.open()) {
        for (int i = 0; i < load.clients(); i++) channels.add(connect());
        long start = System.nanoTime();
        for (SocketChannel channel : channels) {
          Lane lane = new Lane(channel);
          channel.register(selector, SelectionKey.OP_READ, lane);
          send(lane, channel.keyFor(selector));
        }
        while (unanswered > 0) {
          if (selector.select(this::turn, PATIENCE_MILLIS) == 0) {
            throw new IOException("no reply for ten seconds");
          }
        }
        return result(System.nanoTime() - start);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      } finally {
        for (SocketChannel channel : channels) channel.close();
      }
    }

    private SocketChannel connect() throws IOException {
      SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      return channel;
    }

    private void turn(SelectionKey key) {
      Lane lane = (Lane) key.attachment();
      try {
        if (key.isWritable()) write(lane, key);
        if (key.isReadable()) read(lane, key);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void read(Lane lane, SelectionKey key) throws IOException {
      int count = lane.channel.read(input.clear());
      if (count < 0) throw new EOFException("Server closed the connection");
      int replies = lane.replies.count(input.array(), 0, count);
      if (!lane.replies.error().isEmpty()) throw new IOException(lane.replies.error());
      lane.waiting -= replies;
      unanswered -= replies;
      if (lane.waiting > 0) return;
      latencies[batches++] = System.nanoTime() - lane.sentAt;
      send(lane, key);
    }

    private void send(Lane lane, SelectionKey key) throws IOException {
      int count = Math.min(load.pipeline(), unsent);
      if (count == 0) {
        key.interestOps(0);
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
      write(lane, key);
    }

    private void write(Lane lane, SelectionKey key) throws IOException {
      lane.channel.write(lane.batch);
      boolean rest = lane.batch.hasRemaining();
      key.interestOps(rest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void digits(byte[] target, int at) {
      int number = random.nextInt(load.keyspace());
      for (int i = at + 11; i >= at; i--) {
        target[i] = (byte) ('0' + number % 10);
        number /= 10;
      }
    }

    private Trial.Result result(long nanos) {
      Arrays.sort(latencies, 0, batches);
      return new Trial.Result(
          load.requests() / (nanos / 1e9), percentile(.5), percentile(.99), percentile(.999));
    }

    private double percentile(double share) {
      return latencies[(int) Math.min(batches - 1, (long) (batches * share))] / 1e6;
    }
  }
}
