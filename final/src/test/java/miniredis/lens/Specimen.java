package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/** A server that is looked at, with a connection to it and all that it has told so far. */
final class Specimen implements AutoCloseable {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final SubjectProcess subject;
  private final Map<String, JsonValue> views = new ConcurrentHashMap<>();
  private final Queue<JsonValue> verdicts = new ConcurrentLinkedQueue<>();
  private final List<Talk> talks = new ArrayList<>();

  private Specimen(SubjectProcess subject) {
    this.subject = subject;
    subject.listen(
        new Subject.Listener() {
          @Override
          public void event(String json) {
            take(JsonValue.read(json));
          }

          @Override
          public void changed() {}
        });
  }

  static Specimen of(String name, String... options) throws IOException {
    return new Specimen(SubjectProcess.start(name, null, ROOT, List.of(options)));
  }

  static Specimen in(Path folder) throws IOException {
    return new Specimen(SubjectProcess.start("source", folder, ROOT, List.of()));
  }

  static Path root() {
    return ROOT;
  }

  private void take(JsonValue event) {
    if (event.text("kind").equals("verdict")) verdicts.add(event);
    if (event.at("views") instanceof JsonValue.Fields(var fresh)) views.putAll(fresh);
  }

  /** A client that speaks lines, as nc does: every server of the course understands those. */
  static final class Talk implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Talk(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void send(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A reply; the content alone of a bulk string, the items of an array between blanks. */
    String reply() throws IOException {
      String head = in.readLine();
      if (head == null) return "the end";
      return switch (head.charAt(0)) {
        case '$' -> head.equals("$-1") ? "null" : in.readLine();
        case '*' -> {
          List<String> items = new ArrayList<>();
          for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) items.add(reply());
          yield String.join(" ", items);
        }
        default -> head;
      };
    }

    String say(String line) throws IOException {
      send(line);
      return reply();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  Talk talk() throws IOException {
    Talk talk = new Talk(subject.port());
    talks.add(talk);
    return talk;
  }

  /** Asks for something with fields in turn, name and value. */
  String ask(String what, Object... fields) {
    Json json = new Json().beginObject().name("do").text(what);
    for (int i = 0; i < fields.length; i += 2) {
      json.name((String) fields[i]);
      switch (fields[i + 1]) {
        case Boolean truth -> json.truth(truth);
        case Integer number -> json.number(number);
        case Object text -> json.text(text.toString());
      }
    }
    return subject.ask(JsonValue.read(json.endObject().toString()));
  }

  void does(String what, Object... fields) {
    assertThat(ask(what, fields)).isEqualTo("{\"ok\":true}");
  }

  /** The view as it is now. */
  JsonValue look(String view) {
    if (subject.running()) ask("look");
    return views.getOrDefault(view, JsonValue.NOTHING);
  }

  /** The texts of a field of all rows of a view. */
  List<String> column(String view, String field) {
    return look(view).items("rows").stream().map(row -> row.text(field)).toList();
  }

  JsonValue row(String view, String key) {
    return look(view).items("rows").stream()
        .filter(row -> row.text("key").equals(key))
        .findFirst()
        .orElse(JsonValue.NOTHING);
  }

  JsonValue verdict() {
    eventually("a verdict", () -> !verdicts.isEmpty());
    return verdicts.remove();
  }

  /** The keys that a verdict has by this name. */
  static List<String> keys(JsonValue verdict, String name) {
    return verdict.items(name).stream()
        .map(each -> each instanceof JsonValue.Items(var pair) ? pair.getFirst() : each)
        .map(key -> key instanceof JsonValue.Text(var text) ? text : key.toString())
        .sorted()
        .toList();
  }

  static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("It did not come to this: " + what);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    for (Talk each : talks) each.close();
    subject.close();
  }
}
