package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;

/** A server that is not ours to start or to look into: all that can be seen of it is its wire. */
record NoSubject(String name, String title, String host, int port) implements Subject {

  /** Whatever listens there, a learner's server or a real Redis. */
  static NoSubject proxyTo(String host, int port) {
    return new NoSubject("proxy", "the server at " + host + ":" + port, host, port);
  }

  @Override
  public List<String> options() {
    return List.of();
  }

  @Override
  public Set<String> can() {
    return Set.of();
  }

  /** As far as is known: who asks in vain is told by the {@link Proxy}. */
  @Override
  public boolean running() {
    return true;
  }

  @Override
  public Clock clock() {
    return Clock.REAL;
  }

  @Override
  public void listen(Listener listener) {}

  @Override
  public String ask(JsonValue request) {
    return Lens.error("This server was not started by the lens: only its wire can be seen.");
  }

  @Override
  public void close() {}
}
