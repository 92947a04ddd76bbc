package miniredis.probe;

import module java.base;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/**
 * Answers what is asked, and tells ten times a second what has changed; a line of JSON each.
 *
 * <pre>
 *   in    {"id":1,"do":"look"}                                  all views, changed or not
 *         {"id":2,"do":"clock","advance":5000}                  or stop, or start
 *         {"id":3,"do":"race","mode":"unlocked"}                or locked, or off
 *         {"id":4,"do":"race","step":"A"}
 *         {"id":5,"do":"pairs","of":["a","b"]}                  or, without these, any keys
 *         {"id":6,"do":"cut"}                                   the power goes; kill it afterwards
 *   out   {"kind":"answer","id":1,"ok":true}                    or "error", one sentence
 *         {"kind":"inside","views":{...}}                       those that have changed
 * </pre>
 */
final class Conversation {

  private static final long PERIOD = 100;

  private final WatchedServer server;
  private final PrintStream out;
  private final Map<String, Pane> told = new HashMap<>();

  /** After the power has gone there is nothing more to be seen. */
  private boolean dark;

  Conversation(WatchedServer server, PrintStream out) {
    this.server = server;
    this.out = out;
  }

  /** Returns when there is nothing more to read. */
  void hold(InputStream in) {
    say(ready());
    Thread.ofPlatform().daemon().name("lookout").start(this::lookOut);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) say(answer(line));
    } catch (IOException gone) {
      // Nobody asks any more.
    }
    server.close();
  }

  private Json ready() {
    Json json =
        new Json().beginObject().name("kind").text("ready").name("port").number(server.port());
    json.name("title").text(server.title());
    json.name("pid").number(ProcessHandle.current().pid()).name("can").beginArray();
    json.text("inside").text("kill");
    if (server.disk() != null) json.text("power");
    if (server.takesClock()) json.text("clock");
    if (server.race() != null) json.text("race");
    return json.endArray().endObject();
  }

  private void lookOut() {
    while (true) {
      try {
        tell(false);
      } catch (RuntimeException fault) {
        System.err.println("The lens cannot look inside: " + fault);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PERIOD));
    }
  }

  /** Tells what has changed since it was told last, or all of it. */
  private synchronized void tell(boolean all) {
    if (dark) return;
    Json json = new Json().beginObject().name("kind").text("inside").name("views").beginObject();
    boolean news = false;
    long now = server.clock().millis();
    for (var each : server.look().entrySet()) {
      Pane before = told.put(each.getKey(), each.getValue());
      if (!all && each.getValue().equals(before)) continue;
      each.getValue().write(json.name(each.getKey()), now);
      news = true;
    }
    if (news) say(json.endObject().endObject());
  }

  private void say(Json line) {
    synchronized (out) {
      out.println(line);
    }
  }

  private Json answer(String line) {
    long id = -1;
    Json answer = new Json().beginObject().name("kind").text("answer").name("id");
    try {
      JsonValue request = JsonValue.read(line);
      id = request.number("id", -1);
      Json more = new Json().beginObject().name("ok").truth(true);
      perform(request, more);
      if (!request.text("do").equals("cut")) tell(request.text("do").equals("look"));
      String fields = more.endObject().toString();
      return new Json().raw("{\"kind\":\"answer\",\"id\":" + id + "," + fields.substring(1));
    } catch (ProbeException | IllegalArgumentException | IOException refused) {
      return answer.number(id).name("error").text(Reflected.words(refused)).endObject();
    }
  }

  private void perform(JsonValue request, Json answer) throws ProbeException, IOException {
    switch (request.text("do")) {
      case "look" -> {}
      case "clock" -> clock(request, answer);
      case "race" -> race(request);
      case "pairs" -> pairs(request, answer);
      case "cut" -> cut(answer);
      default ->
          throw new ProbeException("The probe does not know how to " + request.text("do") + ".");
    }
  }

  private void clock(JsonValue request, Json answer) throws ProbeException {
    StoppableClock clock = server.clock();
    if (!server.takesClock())
      throw new ProbeException("This server asks no clock: its keys live for ever.");
    if (request.truth("stop")) clock.stop();
    else if (request.truth("start")) clock.start();
    else if (request.has("advance")) clock.advance(request.number("advance", -1));
    else throw new ProbeException("The clock takes stop, start or advance.");
    server.clockMoved();
    answer.name("ahead").number(clock.ahead()).name("stoppedAt").number(clock.stoppedAt());
  }

  private void race(JsonValue request) throws ProbeException {
    Race race = server.race();
    if (race == null)
      throw new ProbeException(
          "There is no race here: one thread runs all commands, or the source is another one.");
    String mode = request.text("mode");
    if (mode.isEmpty()) race.step(request.text("step"));
    else race.mode(mode(mode));
  }

  private static Race.Mode mode(String word) throws ProbeException {
    return switch (word) {
      case "off" -> Race.Mode.OFF;
      case "locked" -> Race.Mode.LOCKED;
      case "unlocked" -> Race.Mode.UNLOCKED;
      default -> throw new ProbeException("A race is off, locked or unlocked.");
    };
  }

  private void pairs(JsonValue request, Json answer) throws ProbeException {
    Set<String> wanted = new HashSet<>();
    for (JsonValue each : request.items("of")) {
      if (each instanceof JsonValue.Text(var key)) wanted.add(key);
    }
    List<WatchedServer.Pair> pairs = server.pairs(wanted);
    if (pairs == null) throw new ProbeException("The server is too busy to tell its keys.");
    answer.name("pairs").beginArray();
    for (WatchedServer.Pair each : pairs) {
      answer.beginArray().text(each.key()).text(each.value()).number(each.deadline()).endArray();
    }
    answer.endArray();
  }

  /** A server that keeps nothing on the disk has nothing to lose there. */
  private synchronized void cut(Json answer) throws IOException {
    Disk disk = server.disk();
    dark = true;
    answer.name("lost").number(disk == null ? 0 : disk.cut());
  }
}
