package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.JsonValue;

/**
 * Does what the steps of a scene say, one after the other. For one thread at a time.
 *
 * <pre>
 *   {"do":"send","client":"A","words":"SET name Ann"}     as redis-cli sends it
 *   {"do":"send","client":"A","line":"PING"}              the line, and CR LF
 *   {"do":"send","client":"A","raw":"PI"}                 these bytes and no more
 *   {"do":"await","client":"A","replies":1}               until so many more replies have come
 *   {"do":"await","view":"deadlines","without":"soon"}    until a view shows it, see ViewCondition
 * </pre>
 *
 * <p>{@code split} takes the same as {@code send}. Both wait for the replies: as many as there are
 * requests, or as {@code "replies"} says; {@code "times":8} sends the words eight times, in one
 * piece, with 1 to 8 in place of {@code #}. Everything else is done by {@link Lens#act}.
 */
final class SceneRun {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> CLIENTS = List.of("A", "B", "C", "D");

  private final Lens lens;

  /** How many replies each client should have had since it connected, when all have come. */
  private final Map<String, Long> expected = new HashMap<>();

  SceneRun(Lens lens) {
    this.lens = lens;
  }

  /** Makes everything as it was before other scenes and whoever played with the page. */
  void begin() throws IOException {
    for (String client : CLIENTS) lens.hands().close(client);
    lens.act(JsonValue.read("{\"do\":\"resume\"}"));
    Set<String> can = lens.subject().can();
    if (!lens.subject().running() && can.contains("kill")) act("{\"do\":\"restart\"}");
    if (can.contains("race")) act("{\"do\":\"race\",\"mode\":\"off\"}");
    if (lens.subject().clock().stopped()) act("{\"do\":\"clock\",\"start\":true}");
  }

  /**
   * @throws IOException if something is refused, or does not happen in time
   */
  void perform(List<JsonValue> acts) throws IOException {
    try {
      for (JsonValue act : acts) perform(act);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The scene was broken off.");
    }
  }

  private void perform(JsonValue act) throws IOException, InterruptedException {
    switch (act.text("do")) {
      case "send", "split" -> send(act);
      case "await" -> await(act);
      case "kill", "power" -> {
        // Whoever was connected is gone, and will connect anew.
        act(act);
        expected.clear();
      }
      case "close" -> {
        act(act);
        expected.remove(act.text("client"));
      }
      default -> act(act);
    }
  }

  private void act(String request) throws IOException {
    act(JsonValue.read(request));
  }

  private void act(JsonValue request) throws IOException {
    String refusal = JsonValue.read(lens.act(request)).text("error");
    if (!refusal.isEmpty()) throw new IOException(refusal);
  }

  // Clients

  private void send(JsonValue act) throws IOException, InterruptedException {
    String client = act.text("client");
    int every = (int) act.number("every", 1);
    if (act.text("do").equals("split")) lens.hands().split(client, bytes(act), every);
    else lens.hands().send(client, bytes(act));
    long requests = act.has("raw") ? 0 : act.number("times", 1);
    await(client, act.number("replies", requests));
  }

  private static Bytes bytes(JsonValue act) {
    if (act.has("raw")) return Bytes.of(act.text("raw"));
    if (act.has("line")) return Bytes.of(act.text("line") + "\r\n");
    StringBuilder out = new StringBuilder();
    for (int i = 1; i <= act.number("times", 1); i++) {
      String words = act.text("words");
      append(act.has("times") ? words.replace("#", Integer.toString(i)) : words, out);
    }
    return Bytes.of(out.toString());
  }

  private static void append(String line, StringBuilder out) {
    String[] words = line.split(" ");
    out.append("*").append(words.length).append("\r\n");
    for (String word : words) {
      out.append("$").append(Bytes.of(word).length()).append("\r\n").append(word).append("\r\n");
    }
  }

  private void await(String client, long replies) throws IOException, InterruptedException {
    long wanted = expected.merge(client, replies, Long::sum);
    if (replies > 0 && !lens.hands().await(client, wanted, PATIENCE)) {
      throw new IOException("The server has not answered " + client + ".");
    }
  }

  // Waiting

  private void await(JsonValue act) throws IOException, InterruptedException {
    if (act.has("client")) {
      await(act.text("client"), act.number("replies", 1));
      return;
    }
    ViewCondition condition = new ViewCondition(act);
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (Subscription events = lens.hub().subscribe(lens.hub().count(), 0)) {
      // All views come now, changed or not; later only those that have changed.
      act("{\"do\":\"look\"}");
      while (System.nanoTime() < end) {
        List<Event> next = events.next(Duration.ofMillis(200));
        if (next == null) break;
        if (next.stream().anyMatch(condition::holds)) return;
      }
    }
    throw new IOException(
        "It did not come to what the scene waits for in " + act.text("view") + ".");
  }
}
