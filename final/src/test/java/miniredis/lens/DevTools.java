package miniredis.lens;

import module java.base;
import module java.net.http;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/** A connection over which a browser, or one page of it, is told what to do, and tells. */
final class DevTools implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final WebSocket socket;
  private final Map<Long, CompletableFuture<JsonValue>> answers = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();
  private volatile Consumer<JsonValue> listener = _ -> {};

  DevTools(HttpClient http, URI address) throws Exception {
    socket = http.newWebSocketBuilder().buildAsync(address, new Ear()).get(20, TimeUnit.SECONDS);
  }

  void onEvent(Consumer<JsonValue> listener) {
    this.listener = listener;
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard(JsonValue.read(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void heard(JsonValue message) {
    CompletableFuture<JsonValue> waiting = answers.remove(message.number("id", -1));
    if (waiting != null) waiting.complete(message);
    else listener.accept(message);
  }

  JsonValue call(String method) throws Exception {
    return call(method, new Json().beginObject().endObject());
  }

  /** What it results in; an error is an exception. */
  JsonValue call(String method, Json params) throws Exception {
    long id = calls.incrementAndGet();
    CompletableFuture<JsonValue> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Json json = new Json().beginObject().name("id").number(id).name("method").text(method);
    json.name("params").raw(params.toString()).endObject();
    synchronized (socket) {
      socket.sendText(json.toString(), true).get(20, TimeUnit.SECONDS);
    }
    JsonValue message = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (message.has("error")) throw new IOException(method + ": " + message.at("error"));
    return message.at("result");
  }

  @Override
  public void close() {
    socket.abort();
  }
}
