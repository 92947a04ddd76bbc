package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.client.Address;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/**
 * What becomes of a command: sent, answered, printed, in redis-cli's ways.
 *
 * <p>Most commands are one request and one reply. SUBSCRIBE and MONITOR go on until they are
 * interrupted, SYNC turns us into a replica, INFO and its like are texts to be shown as texts, and
 * a cluster may send us to another server.
 */
final class Dialogue {

  /** How a command went. */
  enum Outcome {
    DONE,
    ERROR_REPLY,
    NO_SERVER
  }

  private static final Set<String> SUBSCRIBE = Set.of("subscribe", "psubscribe", "ssubscribe");
  private static final Set<String> UNSUBSCRIBE =
      Set.of("unsubscribe", "punsubscribe", "sunsubscribe");

  private final CliOptions options;
  private final Link link;
  private final Streams streams;
  private final boolean interactive;

  private Printer printer;

  /** A cluster has named another server, to be asked in place of this one. */
  private boolean redirected;

  /** The other server wants ASKING first. */
  private boolean asking;

  /** Whether a person types while messages come: over RESP3, SUBSCRIBE need not hold them up. */
  private boolean live;

  /** Told when a reply is waited for, and when it is there. */
  private Waiter waiter = Waiter.NONE;

  /** How long the last reply took. */
  private long nanos;

  /** Who sees each reply in place of the plain printing; false hands it back. */
  private BiPredicate<Bytes[], Reply> viewer = (words, reply) -> false;

  private final BytesBuilder text = new BytesBuilder(1024);

  /**
   * @param interactive whether lines come one by one: then a lost connection is no end
   */
  Dialogue(CliOptions options, Link link, Streams streams, boolean interactive) {
    this.options = options;
    this.link = link;
    this.streams = streams;
    this.interactive = interactive;
    printer = Printer.of(options);
    if (options.showPushes) link.onPush(this::push);
  }

  /** Has replies shown by another, to a person who goes on typing. */
  void live(BiPredicate<Bytes[], Reply> viewer, Waiter waiter) {
    this.viewer = viewer;
    this.waiter = waiter;
    live = true;
  }

  /** Is told of a wait for a reply. */
  interface Waiter {
    Waiter NONE =
        new Waiter() {
          @Override
          public void begin() {}

          @Override
          public void end() {}
        };

    void begin();

    void end();
  }

  /** How long the last reply took, in nanoseconds. */
  long nanos() {
    return nanos;
  }

  Printer printer() {
    return printer;
  }

  /** Sends a command so many times (below zero: for ever) and prints what comes back. */
  Outcome command(Bytes[] words, long repeat) throws IOException {
    while (true) {
      boolean ready = link.connected() || link.connect(true);
      if (!ready || asking && !ask()) {
        if (link.problem() != null) streams.complain("Error: " + link.problem());
        return Outcome.NO_SERVER;
      }
      redirected = false;
      Outcome outcome = send(words, repeat);
      if (!redirected) return outcome;
    }
  }

  private boolean ask() throws IOException {
    asking = false;
    Reply reply = link.client().call("ASKING");
    if (!(reply instanceof Reply.Error(Bytes text))) return true;
    streams.complain("ASKING failed: " + text.text());
    return false;
  }

  private Outcome send(Bytes[] words, long repeat) throws IOException {
    boolean shutdown = words[0].is("SHUTDOWN");
    Outcome outcome = Outcome.DONE;
    for (long left = repeat; left != 0; left -= left > 0 ? 1 : 0) {
      try {
        link.client().send(words);
        outcome = answer(words);
        if (redirected) return outcome;
      } catch (IOException | ProtocolException e) {
        return lost(e, shutdown);
      }
      pause();
      streams.out().flush();
    }
    return outcome;
  }

  private void pause() throws IOException {
    if (options.intervalMicros <= 0) return;
    streams.out().flush();
    LockSupport.parkNanos(options.intervalMicros * 1000);
  }

  /** What is left to do when the connection is gone: for one command, nothing but to say so. */
  private Outcome lost(Exception problem, boolean shutdown) throws IOException {
    if (problem instanceof BrokenOutput broken) throw broken;
    boolean wanted = link.interrupted();
    boolean byServer = !(problem instanceof ProtocolException);
    link.close();
    if (shutdown) return Outcome.DONE;
    // Ctrl-C: the connection went with the wait, and a new one takes its place.
    if (wanted) return link.connect(true) ? Outcome.DONE : Outcome.NO_SERVER;
    streams.complain("Error: " + Reasons.of(problem));
    if (!interactive || !byServer && !live) throw new Exit(1);
    return Outcome.NO_SERVER;
  }

  private Outcome answer(Bytes[] words) throws IOException {
    String name = words[0].toLowerCase().text();
    if (name.equals("monitor")) return monitor(words);
    boolean pushed = live && link.speaksResp3();
    if (pushed && (SUBSCRIBE.contains(name) || UNSUBSCRIBE.contains(name))) return confirmed(words);
    if (SUBSCRIBE.contains(name)) return subscribe(words);
    if (name.equals("sync") || name.equals("psync")) return replicate();
    Reply reply = next();
    if (options.cluster && moved(reply)) return Outcome.DONE;
    show(words, reply);
    link.note(words, reply);
    return reply instanceof Reply.Error ? Outcome.ERROR_REPLY : Outcome.DONE;
  }

  /** The next reply; pushes that come before it are told to whom they belong. */
  private Reply next() throws IOException {
    long start = System.nanoTime();
    waiter.begin();
    try {
      while (true) {
        Reply reply = link.client().receive();
        nanos = System.nanoTime() - start;
        if (!(reply instanceof Reply.Push push)) return reply;
        waiter.end();
        if (options.showPushes) push(push);
      }
    } finally {
      waiter.end();
    }
  }

  /** Takes what a server pushes to confirm a subscription; messages come when they come. */
  private Outcome confirmed(Bytes[] words) throws IOException {
    int channels = SUBSCRIBE.contains(words[0].toLowerCase().text()) ? words.length - 1 : 1;
    for (int i = 0; i < Math.max(1, channels); i++) {
      Reply reply = link.client().receive();
      note(reply);
      show(words, reply);
      if (reply instanceof Reply.Error) return Outcome.ERROR_REPLY;
    }
    return Outcome.DONE;
  }

  /** Keeps count of the subscriptions, which a server tells with each change. */
  void note(Reply push) {
    List<? extends Reply> items = Replies.items(push);
    if (items.size() == 3 && Replies.text(items.getFirst()).endsWith("subscribe")) {
      link.subscriptions((int) Replies.number(items.get(2)));
    }
  }

  private Outcome monitor(Bytes[] words) throws IOException {
    while (true) {
      Reply reply = next();
      show(words, reply);
      if (reply instanceof Reply.Error) return Outcome.ERROR_REPLY;
    }
  }

  private Outcome subscribe(Bytes[] words) throws IOException {
    if (printer.format() != Format.RAW) {
      streams.print("Reading messages... (press Ctrl-C to quit)\n");
    }
    while (true) {
      streams.out().flush();
      Reply reply = link.client().receive();
      show(words, reply);
      if (reply instanceof Reply.Error) return Outcome.ERROR_REPLY;
    }
  }

  private Outcome replicate() throws IOException {
    streams.print("Entering replica output mode...  (press Ctrl-C to quit)\n");
    streams.out().flush();
    new Replica(options, link, streams).follow();
    return Outcome.NO_SERVER;
  }

  /** Turns to the server that a cluster names in place of an answer. */
  private boolean moved(Reply reply) throws IOException {
    if (!(reply instanceof Reply.Error(Bytes error))) return false;
    String[] words = error.text().split(" ");
    if (words.length < 3 || !words[0].equals("MOVED") && !words[0].equals("ASK")) return false;
    int colon = words[2].lastIndexOf(':');
    if (colon < 0) return false;
    // A server that does not know its own name leaves it out: it is the one that we asked.
    String host = colon == 0 ? link.address().host() : words[2].substring(0, colon);
    Address target = Address.of(host, Digits.small(words[2].substring(colon + 1)));
    if (interactive) {
      streams.print(
          "-> Redirected to slot [%s] located at %s:%d\n"
              .formatted(words[1], target.host(), target.port()));
    }
    asking = words[0].equals("ASK");
    link.redirect(target);
    redirected = true;
    return true;
  }

  private void show(Bytes[] words, Reply reply) throws IOException {
    if (options.failOnError && !interactive && reply instanceof Reply.Error(Bytes error)) {
      streams.complain(error.text());
      throw new Exit(1);
    }
    if (viewer.test(words, reply)) return;
    text.clear();
    if (Pages.isPage(words)) printer.page(reply, text);
    else printer.print(reply, text);
    write();
  }

  private void write() throws IOException {
    streams.out().write(text.array(), 0, text.length());
    streams.out().flush();
  }

  /** A message that came unasked: an invalidated key as redis-cli shows it, others as they are. */
  private void push(Reply.Push push) {
    text.clear();
    String keys = printer.format() == Format.PLAIN ? Pages.invalidated(push) : null;
    if (keys != null) text.append("-> invalidate: ").append(keys).append((byte) '\n');
    else printer.print(push, text);
    try {
      write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
