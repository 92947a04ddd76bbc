package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;
import miniredis.embedded.MiniRedis;

/** The complete server in the test's own process, with what of a subject needs no process. */
final class EmbeddedSubject implements Subject {

  private final MiniRedis server = MiniRedis.start();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Listener listener;

  /** What it was asked for. */
  List<String> asked() {
    return asked;
  }

  /** Tells an event of its own. */
  void tell(String json) {
    listener.event(json);
  }

  MiniRedis server() {
    return server;
  }

  @Override
  public String name() {
    return "final";
  }

  @Override
  public String title() {
    return "final, in a test";
  }

  @Override
  public List<String> options() {
    return List.of("--save", "");
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public Set<String> can() {
    return Set.of("clock");
  }

  @Override
  public boolean running() {
    return server.isRunning();
  }

  @Override
  public Clock clock() {
    return Clock.REAL;
  }

  @Override
  public void listen(Listener listener) {
    this.listener = listener;
  }

  @Override
  public String ask(JsonValue request) {
    asked.add(request.text("do"));
    if (!request.text("do").equals("clock")) return Lens.error("Not in a test.");
    server.advance(Duration.ofMillis(request.number("advance", 0)));
    return Lens.ok();
  }

  @Override
  public void close() {
    server.close();
  }
}
