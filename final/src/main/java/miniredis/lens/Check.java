package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.JsonValue;

/**
 * Does again what a recording tells, against a fresh server, and compares the replies byte by byte.
 *
 * <p>The events are gone through in their order. What a client sent is sent, in the same pieces;
 * what the server sent is waited for before anything else happens, so that the order of what many
 * clients did is the same. For one use, by one thread.
 */
final class Check {

  /** Something came otherwise. The message says what, in words. */
  static final class Difference extends Exception {
    private static final long serialVersionUID = 1;

    Difference(String message) {
      super(message);
    }
  }

  private static final int PATIENCE_MILLIS = 10_000;
  private static final long BETWEEN_ATTEMPTS = 10_000_000;
  private static final int SHOWN = 48;

  private final Recording recording;
  private final Subject subject;
  private final Map<Long, Player> players = new HashMap<>();

  /** One client of the recording. */
  private static final class Player {
    private final String name;
    private final Socket socket;
    private String lastRequest = "";

    Player(String name, Socket socket) {
      this.name = name;
      this.socket = socket;
    }
  }

  private Check(Recording recording, Subject subject) {
    this.recording = recording;
    this.subject = subject;
  }

  /**
   * Compares a recording with what a server does now.
   *
   * @param subject without any keys; closed by the caller
   * @return how many bytes of replies were compared
   * @throws Difference for the first that is another
   * @throws IOException if a recording has not all that is needed to do it again
   */
  static long compare(Recording recording, Subject subject) throws IOException, Difference {
    Check check = new Check(recording, subject);
    try {
      long compared = 0;
      for (JsonValue event : recording.events()) compared += check.apply(event);
      return compared;
    } finally {
      for (Player each : check.players.values()) each.socket.close();
    }
  }

  private long apply(JsonValue event) throws IOException, Difference {
    switch (event.text("kind")) {
      case "client" -> client(event);
      case "frame" -> frame(event);
      case "did" -> deed(event);
      case "sampled" -> throw new IOException("it has samples only: the clients were too fast");
      case "bytes" -> {
        if (event.text("dir").equals("in")) send(event);
        else return compareReply(event);
      }
      default -> {}
    }
    return 0;
  }

  private void client(JsonValue event) throws IOException, Difference {
    long number = event.number("c", 0);
    if (event.text("what").equals("open")) {
      Socket socket = new Socket();
      players.put(number, new Player(event.text("name"), socket));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(subject.host(), subject.port()), PATIENCE_MILLIS);
      return;
    }
    Player player = players.remove(number);
    if (player == null) return;
    try (Socket socket = player.socket) {
      if (event.text("why").startsWith("the server has closed")) expectEnd(player, socket);
    }
  }

  private static void expectEnd(Player player, Socket socket) throws Difference {
    try {
      if (socket.getInputStream().read() < 0) return;
    } catch (SocketTimeoutException stillOpen) {
      throw differs(player, "the end of the connection", "nothing");
    } catch (IOException reset) {
      return;
    }
    throw differs(player, "the end of the connection", "another reply");
  }

  private void frame(JsonValue event) {
    Player player = players.get(event.number("c", 0));
    if (player != null && event.text("dir").equals("in")) player.lastRequest = event.text("text");
  }

  /**
   * In a race, what is asked for may be too early: whoever is to go on has not come to where it
   * stops. Nothing tells when it has, so it is asked for again.
   */
  private void deed(JsonValue event) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (true) {
      JsonValue answer = JsonValue.read(subject.ask(request(event)));
      if (answer.truth("ok")) return;
      boolean early = event.text("what").equals("race") && System.nanoTime() < deadline;
      if (!early) throw new IOException(event.text("what") + ": " + answer.text("error"));
      LockSupport.parkNanos(BETWEEN_ATTEMPTS);
    }
  }

  /** The event with the name of the deed where a request has it. */
  private static JsonValue request(JsonValue event) {
    if (!(event instanceof JsonValue.Fields(var fields))) return event;
    Map<String, JsonValue> request = new HashMap<>(fields);
    request.put("do", event.at("what"));
    return new JsonValue.Fields(request);
  }

  private Player player(JsonValue event) throws IOException {
    Player player = players.get(event.number("c", 0));
    if (player == null) throw new IOException("it begins in the middle of a connection");
    return player;
  }

  private void send(JsonValue event) throws IOException, Difference {
    if (event.has("left")) {
      throw new IOException("a piece of " + event.number("length", 0) + " bytes is not all there");
    }
    Player player = player(event);
    try {
      player.socket.getOutputStream().write(data(event));
    } catch (IOException closed) {
      throw differs(player, "another request", "the end of the connection");
    }
  }

  private static byte[] data(JsonValue event) throws IOException {
    try {
      return Base64.getDecoder().decode(event.text("data"));
    } catch (IllegalArgumentException bad) {
      throw new IOException("event " + event.number("n", 0) + " has no base64");
    }
  }

  /** Waits for as many bytes as were recorded, and compares those of them that are there. */
  private long compareReply(JsonValue event) throws IOException, Difference {
    Player player = player(event);
    byte[] recorded = data(event);
    int left = (int) event.number("left", 0);
    int head = left == 0 ? recorded.length : recorded.length - Math.min(32, recorded.length);
    compare(player, event, Bytes.copyOf(recorded, 0, head));
    read(player, left, Bytes.EMPTY);
    compare(player, event, Bytes.copyOf(recorded, head, recorded.length));
    return recorded.length;
  }

  private static void compare(Player player, JsonValue event, Bytes recorded) throws Difference {
    byte[] now = read(player, recorded.length(), recorded);
    int at = Arrays.mismatch(recorded.array(), now);
    if (at < 0) return;
    long offset = event.number("at", 0) + at;
    throw differs(
        player,
        shown(recorded, at) + " from byte " + offset + " of the replies on",
        shown(Bytes.wrap(now), at));
  }

  private static byte[] read(Player player, int count, Bytes recorded) throws Difference {
    byte[] now = new byte[count];
    int have = 0;
    try {
      while (have < count) {
        int more = player.socket.getInputStream().read(now, have, count - have);
        if (more < 0) break;
        have += more;
      }
    } catch (IOException timeoutOrReset) {
      // Then there is no more: told below.
    }
    if (have == count || Arrays.mismatch(recorded.array(), Arrays.copyOf(now, have)) < have) {
      return now;
    }
    throw differs(
        player,
        shown(recorded, 0),
        have == 0 ? "nothing" : shown(Bytes.copyOf(now, 0, have), 0) + " and no more");
  }

  private static String shown(Bytes bytes, int from) {
    int to = Math.min(bytes.length(), from + SHOWN);
    return bytes.slice(from, to) + (to < bytes.length() ? "..." : "");
  }

  private static Difference differs(Player player, String recorded, String now) {
    String after = player.lastRequest.isEmpty() ? "" : ", after " + player.lastRequest;
    return new Difference(
        "client %s%s: recorded was %s, and now came %s"
            .formatted(player.name, after, recorded, now));
  }
}
