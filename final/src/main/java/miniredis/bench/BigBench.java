package miniredis.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import module java.base;

/**
 * What large values cost, and commands of many keys: {@code ./run bench big [rounds]}.
 *
 * <p>One client sends a batch, waits for as many bytes as the replies have, and sends the next. All
 * servers take turns in each round. What counts is the processor's time of a request.
 */
final class BigBench {

  private static final int ROUNDS = 5;
  private static final int MOST_WARM_UPS = 6;

  /** A reply that has not come after so many milliseconds never will. */
  private static final int PATIENCE = 60_000;

  private final List<Contender> contenders;
  private final byte[] sink = new byte[1 << 20];

  /** Microseconds a request. */
  private final SideBySide figures;

  private final Refusals refusals = new Refusals();

  private BigBench(List<Contender> contenders) {
    this.contenders = contenders;
    figures = new SideBySide(contenders, false, "request");
  }

  /** Runs it for all; the word, if there is one, is how many rounds. */
  static String compare(String[] words, List<Contender> contenders) throws IOException {
    int rounds = words.length == 0 ? ROUNDS : BenchOptions.number(words[0], 1, "big needs rounds");
    BigBench bench = new BigBench(contenders);
    bench.run(rounds);
    return """
        Microseconds of the server's processor for a request, by one client: medians of %d rounds,
        and of the rounds' ratios.

        %s%s"""
        .formatted(rounds, bench.figures.plain(), bench.refusals.below());
  }

  private void run(int rounds) throws IOException {
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (Contender contender : contenders) servers.add(contender.start());
      for (BigRow row : BigRow.all()) {
        System.err.println("bench: " + name(row));
        List<ServerProcess> able = new ArrayList<>();
        for (ServerProcess server : servers) if (canDo(server, row)) able.add(server);
        for (int i = 0; i < rounds; i++) {
          for (ServerProcess server : able) {
            figures.add(server.name(), measure(server, row), name(row));
          }
        }
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  private boolean canDo(ServerProcess server, BigRow row) throws IOException {
    try {
      warmUp(server, row);
      return true;
    } catch (IOException e) {
      refusals.add(server, name(row), e);
      return false;
    }
  }

  /** Until it is no longer cheaper: Java compiles what is hot while it runs. */
  private void warmUp(ServerProcess server, BigRow row) throws IOException {
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      double now = measure(server, row);
      if (now > before * .9) return;
      before = now;
    }
  }

  private static String name(BigRow row) {
    return row.name() + (row.pipelined() == 1 ? "" : " P=" + row.pipelined());
  }

  private double measure(ServerProcess server, BigRow row) throws IOException {
    server.load(row.before().get());
    int batches = Math.max(1, row.measured() / row.pipelined());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE);
      long before = server.cpuMicros();
      for (int i = 0; i < batches; i++) batch(socket, row, i * row.pipelined());
      return (server.cpuMicros() - before) / (double) (batches * row.pipelined());
    }
  }

  /**
   * Requests are short, or their replies are: so all of them can be sent before a reply is read.
   */
  private void batch(Socket socket, BigRow row, int number) throws IOException {
    byte[] requests = row.bytes(number);
    socket.getOutputStream().write(requests);
    for (long missing = row.pipelined() * row.replyBytes(); missing > 0; ) {
      int most = (int) Math.min(missing, sink.length);
      int count = socket.getInputStream().read(sink, 0, most);
      if (count < 0) throw new EOFException("the server has closed the connection");
      if (sink[0] == '-') throw new IOException(new String(sink, 0, count, ISO_8859_1).strip());
      missing -= count;
    }
  }
}
