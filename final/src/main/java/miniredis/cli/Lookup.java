package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/**
 * What there is on the server to be completed: keys, fields, channels. Asked for over a connection
 * of its own, for so long and so many and no more, and given up when a key is pressed.
 */
final class Lookup implements AutoCloseable {

  /** For all pages of a scan: then what was found is offered. */
  private static final Duration LIMIT = Duration.ofMillis(150);

  /** For one answer. A busy server may need it; a key that is pressed ends the wait at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration GLANCE = Duration.ofMillis(10);
  private static final int MOST = 100;
  private static final String BATCH = "1000";

  private final Link link;
  private final BooleanSupplier impatient;
  private final Duration patience;
  private volatile Client server;
  private int openedIn;

  /**
   * @param impatient whether the user has pressed another key, and waits no longer
   */
  Lookup(Link link, BooleanSupplier impatient) {
    this(link, impatient, PATIENCE);
  }

  Lookup(Link link, BooleanSupplier impatient, Duration patience) {
    this.link = link;
    this.impatient = impatient;
    this.patience = patience;
  }

  /**
   * @param type as TYPE names it, or null for any
   */
  List<Bytes> keys(String prefix, String type) {
    return scan(
        cursor -> {
          Bytes[] words = words(prefix, Bytes.of("SCAN"), cursor);
          if (type == null) return words;
          Bytes[] typed = Arrays.copyOf(words, words.length + 2);
          typed[words.length] = Bytes.of("TYPE");
          typed[words.length + 1] = Bytes.of(type);
          return typed;
        },
        1);
  }

  /** The fields of a hash (HSCAN), the members of a set (SSCAN) or a sorted set (ZSCAN). */
  List<Bytes> inside(String command, Bytes key, String prefix) {
    int step = command.equals("SSCAN") ? 1 : 2;
    return scan(cursor -> words(prefix, Bytes.of(command), key, cursor), step);
  }

  /** A scan's words: the first ones as given, and how to look. */
  private static Bytes[] words(String prefix, Bytes... first) {
    Stream<Bytes> how = Stream.of("MATCH", pattern(prefix), "COUNT", BATCH).map(Bytes::of);
    return Stream.concat(Stream.of(first), how).toArray(Bytes[]::new);
  }

  /** Each of a flat list that the server answers: channels, users. */
  List<Bytes> list(String... words) {
    return guarded(() -> bytes(Replies.items(open().call(words)), 1));
  }

  /** The names of settings. */
  List<Bytes> settings(String prefix) {
    return guarded(() -> bytes(Replies.items(open().call("CONFIG", "GET", pattern(prefix))), 2));
  }

  private List<Bytes> scan(Function<Bytes, Bytes[]> request, int step) {
    return guarded(
        () -> {
          long end = System.nanoTime() + LIMIT.toNanos();
          SequencedSet<Bytes> found = new LinkedHashSet<>();
          Bytes cursor = Bytes.of("0");
          do {
            List<? extends Reply> page = Replies.items(open().call(request.apply(cursor)));
            if (page.size() != 2) break;
            cursor = Replies.bytes(page.get(0));
            found.addAll(bytes(Replies.items(page.get(1)), step));
          } while (!cursor.is("0")
              && found.size() < MOST
              && System.nanoTime() < end
              && !impatient.getAsBoolean());
          return found.stream().sorted().limit(MOST).toList();
        });
  }

  private static List<Bytes> bytes(List<? extends Reply> replies, int step) {
    List<Bytes> all = new ArrayList<>();
    for (int i = 0; i < replies.size(); i += step) {
      Bytes bytes = Replies.bytes(replies.get(i));
      if (bytes != null) all.add(bytes);
    }
    return all;
  }

  private interface Asking {
    List<Bytes> ask() throws IOException;
  }

  /**
   * Without a server, or with a slow one, there is nothing to offer, and that is all. The asking is
   * done on a thread beside this one, which looks for a pressed key meanwhile: an interrupted read
   * closes its socket, and the next question opens another.
   */
  private List<Bytes> guarded(Asking asking) {
    FutureTask<List<Bytes>> answer = new FutureTask<>(() -> offered(asking));
    Thread asker = Thread.ofVirtual().start(answer);
    try {
      while (!asker.join(GLANCE)) if (impatient.getAsBoolean()) asker.interrupt();
      return answer.get();
    } catch (InterruptedException e) {
      asker.interrupt();
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private List<Bytes> offered(Asking asking) {
    try {
      return asking.ask();
    } catch (IOException | ProtocolException e) {
      close();
      return List.of();
    }
  }

  private Client open() throws IOException {
    if (server != null && openedIn == link.logins()) return withDatabase();
    close();
    server = link.another(patience);
    openedIn = link.logins();
    if (server == null) throw new ConnectException("no second connection");
    return server;
  }

  private Client withDatabase() throws IOException {
    server.call("SELECT", Integer.toString(link.database()));
    return server;
  }

  /** A glob pattern for what begins so. */
  static String pattern(String prefix) {
    return prefix.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0") + "*";
  }

  @Override
  public void close() {
    if (server != null) Link.closeQuietly(server);
    server = null;
  }
}
