package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * How long a client must wait while one huge value is written to a file: {@code ./run bench stops
 * [elements]}.
 *
 * <p>Each server is given one value of a million elements, of each type in turn. A client changes
 * it and asks PING, without a break, while BGSAVE and both kinds of BGREWRITEAOF run, and while it
 * is removed; the longest of its waits is the figure. Nothing is told apart: a collector of garbage
 * that stops everyone is in it, and so is a neighbour on the machine, which is why each is done
 * several times and the median counts.
 */
final class StopsBench {

  private static final int ELEMENTS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final int ELEMENTS_A_REQUEST = 100;
  private static final Duration QUIET = Duration.ofMillis(500);

  private enum Kind {
    LIST,
    SET,
    HASH,
    ZSET,
    STREAM
  }

  private final int elements;
  private final SideBySide table;
  private final RandomGenerator random = new SplittableRandom(1);
  private long changes;

  private StopsBench(int elements, SideBySide table) {
    this.elements = elements;
    this.table = table;
  }

  /** Runs it for all; the argument, if there is one, is the number of elements. */
  static String compare(String[] args, List<Contender> contenders) throws IOException {
    int elements =
        args.length == 0
            ? ELEMENTS
            : BenchOptions.number(args[0], 1000, "stops needs a number of elements");
    SideBySide table = new SideBySide(contenders, true, "type", "while");
    Refusals refusals = new Refusals();
    for (Contender contender : contenders) {
      for (Kind kind : Kind.values()) {
        System.err.printf("bench: a %s of %,d in %s%n", kind, elements, contender.name());
        new StopsBench(elements, table).measure(contender, kind, refusals);
      }
    }
    return """
        The longest wait of a client that changes one value of %,d elements, in ms:
        the median of %d rounds, and in brackets the worst of them.

        %s%s"""
        .formatted(elements, ROUNDS, table.plain(), refusals.below());
  }

  private void measure(Contender contender, Kind kind, Refusals refusals) throws IOException {
    try (ServerProcess server = contender.start()) {
      try (Client client = server.connect();
          Client other = server.connect()) {
        server.load(filling(kind));
        if (kind == Kind.STREAM) deliverAll(other);
        measure(server.name(), kind, client, other);
      } catch (IOException e) {
        refusals.add(server, kind.name().toLowerCase(Locale.ROOT), e);
      }
    }
  }

  private void measure(String server, Kind kind, Client client, Client other) throws IOException {
    rounds(
        server,
        kind,
        "quiet",
        () -> waits(client, kind, until(System.nanoTime() + QUIET.toNanos())));
    rounds(
        server,
        kind,
        "BGSAVE",
        () -> during(client, kind, other, "rdb_bgsave_in_progress", "BGSAVE"));
    for (String preamble : List.of("yes", "no")) {
      other.call("CONFIG", "SET", "aof-use-rdb-preamble", preamble);
      rounds(
          server,
          kind,
          preamble.equals("yes") ? "BGREWRITEAOF" : "the same as commands",
          () -> during(client, kind, other, "aof_rewrite_in_progress", "BGREWRITEAOF"));
    }
    add(server, kind, "UNLINK", removal(client, other));
  }

  private void rounds(String server, Kind kind, String meanwhile, Round round) throws IOException {
    for (int i = 0; i < ROUNDS; i++) add(server, kind, meanwhile, round.longest());
  }

  private void add(String server, Kind kind, String meanwhile, long micros) {
    table.add(server, micros / 1000.0, kind.name().toLowerCase(Locale.ROOT), meanwhile);
  }

  // Values

  private Stream<List<Bytes>> filling(Kind kind) {
    if (kind == Kind.STREAM) {
      Stream<List<Bytes>> group = Stream.of(List.of(words("XGROUP CREATE big group 0 MKSTREAM")));
      return Stream.concat(
          group,
          IntStream.range(0, elements).mapToObj(i -> List.of(words("XADD big * f " + name(i)))));
    }
    return IntStream.range(0, elements / ELEMENTS_A_REQUEST)
        .mapToObj(i -> List.of(words(some(kind, i))));
  }

  private String some(Kind kind, int part) {
    String command =
        switch (kind) {
          case LIST -> "RPUSH";
          case SET -> "SADD";
          case HASH -> "HSET";
          case ZSET -> "ZADD";
          case STREAM -> throw new IllegalArgumentException();
        };
    return IntStream.range(part * ELEMENTS_A_REQUEST, (part + 1) * ELEMENTS_A_REQUEST)
        .mapToObj(
            i ->
                switch (kind) {
                  case HASH -> name(i) + " " + name(i);
                  case ZSET -> i + " " + name(i);
                  default -> name(i);
                })
        .collect(Collectors.joining(" ", command + " big ", ""));
  }

  private static String name(int element) {
    return "element:%08d".formatted(element);
  }

  private static Bytes[] words(String request) {
    return Arrays.stream(request.split(" ")).map(Bytes::of).toArray(Bytes[]::new);
  }

  private void deliverAll(Client client) throws IOException {
    for (int i = 0; i < elements / 1000; i++) {
      client.call(
          "XREADGROUP", "GROUP", "group", "c" + i % 4, "COUNT", "1000", "STREAMS", "big", ">");
    }
  }

  /** A change somewhere in the value, which leaves it about as large as it was. */
  private String change(Kind kind) {
    String element = name(random.nextInt(elements));
    boolean even = changes++ % 2 == 0;
    return switch (kind) {
      case LIST -> even ? "RPOPLPUSH big big" : "LSET big " + random.nextInt(elements) + " x";
      case SET -> (even ? "SADD big new" : "SREM big new") + changes / 2;
      case HASH -> "HSET big " + element + " " + element;
      case ZSET -> "ZINCRBY big " + (even ? 100 : -100) + " " + element;
      case STREAM ->
          even ? "XADD big * f " + element : "XREADGROUP GROUP group c1 COUNT 1 STREAMS big >";
    };
  }

  // Waits

  @FunctionalInterface
  private interface Round {
    long longest() throws IOException;
  }

  private static BooleanSupplier until(long end) {
    return () -> System.nanoTime() < end;
  }

  private long during(Client client, Kind kind, Client other, String field, String command)
      throws IOException {
    other.send(command);
    other.flush();
    return waits(client, kind, new Progress(other, field)::goesOn);
  }

  /** The longest wait in microseconds. */
  private long waits(Client client, Kind kind, BooleanSupplier goOn) throws IOException {
    long longest = 0;
    try {
      while (goOn.getAsBoolean()) {
        longest = Math.max(longest, ping(client));
        Bytes[] change = words(change(kind));
        long start = System.nanoTime();
        if (client.call(change) instanceof Reply.Error(Bytes text))
          throw new IOException(text.text());
        longest = Math.max(longest, System.nanoTime() - start);
      }
      return longest / 1000;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long ping(Client client) throws IOException {
    long start = System.nanoTime();
    client.call("PING");
    return System.nanoTime() - start;
  }

  private static long removal(Client client, Client other) throws IOException {
    other.send("UNLINK", "big");
    other.flush();
    long longest = 0;
    for (long end = System.nanoTime() + QUIET.toNanos(); System.nanoTime() < end; ) {
      longest = Math.max(longest, ping(client));
    }
    return longest / 1000;
  }

  /** Whether something goes on in the server; asked now and then, and never waited for. */
  static final class Progress {
    private final Client client;
    private final String field;
    private boolean goesOn = true;

    /** The command itself is still to be answered. */
    private boolean asked = true;

    private long next;

    Progress(Client client, String field) {
      this.client = client;
      this.field = field + ":1";
    }

    boolean goesOn() {
      try {
        if (asked && client.ready()) take(client.receive());
        if (goesOn && !asked && System.nanoTime() > next) ask();
        return goesOn;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void take(Reply reply) throws IOException {
      asked = false;
      if (reply instanceof Reply.Error(Bytes text)) throw new IOException(text.text());
      if (reply instanceof Reply.Bulk(Bytes text)) goesOn = goesOn(text.text());
    }

    /** What is put off until something else has ended counts as begun. */
    private boolean goesOn(String info) {
      return info.contains(field) || info.contains("aof_rewrite_scheduled:1");
    }

    private void ask() throws IOException {
      next = System.nanoTime() + 20_000_000;
      asked = true;
      client.send("INFO", "persistence");
      client.flush();
    }
  }
}
