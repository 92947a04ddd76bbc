package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/**
 * The lens as a whole: a server that is looked at, the proxy in front of it, the page's own
 * clients, and the scenes; and all that can be asked of them. Safe on any thread.
 */
final class Lens implements Closeable {

  /** What changes the server itself: whoever plays a recording must do it again. */
  private static final Set<String> DEEDS = Set.of("kill", "power", "restart", "clock", "race");

  private static final JsonValue LOOK = JsonValue.read("{\"do\":\"look\"}");

  private final Hub hub;
  private final Subject subject;
  private final Proxy proxy;
  private final Hands hands;
  private volatile Programme programme = Programme.EMPTY;

  /** The state as it was told last. */
  private String told = "";

  /**
   * Binds the proxy's port; nothing is told before {@link #start}.
   *
   * @param port of the proxy; 0 for a free one
   * @throws IOException if it is in use
   */
  Lens(Hub hub, Subject subject, int port) throws IOException {
    this.hub = hub;
    this.subject = subject;
    proxy = new Proxy(hub, port, this::target, this::tellState);
    hands = new Hands(proxy);
  }

  private InetSocketAddress target() {
    return new InetSocketAddress(subject.host(), subject.port());
  }

  /** Says hello and lets clients in. */
  void start(Programme programme) {
    this.programme = programme;
    hub.tell(hello());
    tellState();
    subject.listen(
        new Subject.Listener() {
          @Override
          public void event(String json) {
            hub.tell(json);
          }

          @Override
          public void changed() {
            tellState();
          }
        });
    proxy.start();
  }

  private Json hello() {
    Json json = new Json().beginObject().name("kind").text("hello");
    json.name("title").text(subject.title()).name("subject").text(subject.name());
    json.name("port").number(proxy.port()).name("direct").number(subject.port());
    List<String> can = new ArrayList<>(subject.can());
    can.add("control");
    texts(json.name("can"), can);
    texts(json.name("options"), subject.options());
    return texts(json.name("scenes"), programme.scenes()).endObject();
  }

  static Json texts(Json json, Collection<String> texts) {
    json.beginArray();
    texts.forEach(json::text);
    return json.endArray();
  }

  private synchronized void tellState() {
    Gate gate = proxy.gate();
    Subject.Clock clock = subject.clock();
    Json json = new Json().beginObject().name("kind").text("state");
    json.name("paused").truth(gate.paused()).name("speed").raw(Double.toString(gate.speed()));
    json.name("running").truth(subject.running()).name("held").number(gate.held());
    json.name("port").number(proxy.port()).name("direct").number(subject.port());
    json.name("clock").beginObject().name("offset").number(clock.offset());
    String now = json.name("stopped").truth(clock.stopped()).endObject().endObject().toString();
    if (!now.equals(told)) hub.tell(now);
    told = now;
  }

  Hub hub() {
    return hub;
  }

  Subject subject() {
    return subject;
  }

  Programme programme() {
    return programme;
  }

  Hands hands() {
    return hands;
  }

  /** Where clients connect to. */
  int port() {
    return proxy.port();
  }

  /** Clients that are connected now, by their numbers in the events. */
  Set<Long> connected() {
    return proxy.connected();
  }

  /**
   * Does what the page asks for. Never throws for what was asked; what it takes time to do, such as
   * a restart, is done when it returns.
   *
   * @param request an object with the name of it, {@code "do"}, and its fields
   * @return an object with {@code "ok":true}, or with {@code "error"} and one sentence
   */
  String act(JsonValue request) {
    try {
      return switch (request.text("do")) {
        case "pause" -> done(proxy.gate()::pause);
        case "resume" -> done(proxy.gate()::resume);
        case "step" -> step();
        case "speed" -> speed(request);
        case "send" -> send(request);
        case "split" -> split(request);
        case "close" -> close(request);
        case "cut" -> cut(request);
        case "slow" -> slow(request);
        case "scene" -> programme.ask(request);
        case "look" -> subject.ask(request);
        case String deed when DEEDS.contains(deed) -> deed(request, deed);
        case String other -> error("There is nothing called '" + other + "' to do.");
      };
    } catch (IllegalArgumentException wrong) {
      return error(wrong.getMessage());
    } catch (IOException failed) {
      return error("That did not work: " + failed.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error("That was broken off.");
    }
  }

  static String ok() {
    return "{\"ok\":true}";
  }

  /** An answer that says why not. */
  static String error(String sentence) {
    return new Json().beginObject().name("error").text(sentence).endObject().toString();
  }

  private static String done(Runnable deed) {
    deed.run();
    return ok();
  }

  private String step() {
    return "{\"ok\":true,\"held\":" + proxy.gate().step() + "}";
  }

  private String speed(JsonValue request) {
    if (!(request.at("to") instanceof JsonValue.Number(double to)) || to <= 0) {
      throw new IllegalArgumentException("A speed is a number above 0, and 1 is full speed.");
    }
    return done(() -> proxy.gate().speed(to));
  }

  private String send(JsonValue request) throws IOException {
    hands.send(request.text("client"), bytes(request));
    return ok();
  }

  private String split(JsonValue request) throws IOException, InterruptedException {
    int every = Math.clamp(request.number("every", 1), 1, Integer.MAX_VALUE);
    hands.split(request.text("client"), bytes(request), every);
    return ok();
  }

  private static Bytes bytes(JsonValue request) {
    try {
      return Bytes.wrap(Base64.getDecoder().decode(request.text("bytes")));
    } catch (IllegalArgumentException bad) {
      throw new IllegalArgumentException("What is sent must be in base64.");
    }
  }

  private String close(JsonValue request) throws IOException {
    hands.close(request.text("client"));
    return ok();
  }

  private String cut(JsonValue request) {
    passage(request).cutAfter(Math.max(0, request.number("after", 0)));
    return ok();
  }

  private String slow(JsonValue request) throws IOException {
    passage(request).slow(Math.clamp(request.number("bytesPerSecond", 0), 0, 1 << 30));
    return ok();
  }

  private Passage passage(JsonValue request) {
    long number = request.number("c", 0);
    return proxy
        .passage(number)
        .orElseThrow(() -> new IllegalArgumentException("Client " + number + " has gone."));
  }

  /** Told before it is done: what it does to the wire comes after it in a recording. */
  private String deed(JsonValue request, String deed) {
    Json json = new Json().beginObject().name("kind").text("did").name("what").text(deed);
    for (String field : List.of("stop", "start")) {
      if (request.truth(field)) json.name(field).truth(true);
    }
    if (request.has("advance")) json.name("advance").number(request.number("advance", 0));
    for (String field : List.of("step", "mode")) {
      if (request.has(field)) json.name(field).text(request.text(field));
    }
    hub.tell(json.endObject());
    String answer = subject.ask(request);
    tellState();
    // Times to live are told as they were: by the clock as it goes now they are others.
    if (deed.equals("clock")) subject.ask(LOOK);
    return answer;
  }

  /** Ends it all, the server included. */
  @Override
  public void close() throws IOException {
    hands.close();
    proxy.close();
    subject.close();
    hub.close();
  }
}
