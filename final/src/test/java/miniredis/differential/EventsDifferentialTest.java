package miniredis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.interop.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random commands of all families to this server and to real Redis: each must publish the same
 * keyspace events of all classes, in the same order.
 *
 * <p>Keys do not die by themselves meanwhile, but when a command finds them. {@code
 * -Devents.commands=200000 -Devents.seed=7} sends more of them, or the same again, and so do those
 * tagged {@code soak}; {@code -Dinterop.server=redis-server} puts Redis in both places.
 */
@Tag("interop")
class EventsDifferentialTest {

  private static final int COMMANDS = Integer.getInteger("events.commands", 5_000);
  private static final int MANY_COMMANDS = 50_000;
  private static final int COMMANDS_A_ROUND = 200;

  /** What looks at keys by chance, or changes what this test rests on. */
  private static final Set<String> LEFT_OUT =
      Set.of("SCAN", "RANDOMKEY", "QUIT", "CONFIG", "CLIENT", "AUTH", "HELLO", "DEBUG");

  /** Where elements are looked up in the order of a hash table. */
  private static final Set<String> IN_ANY_ORDER = Set.of("SORT", "SORT_RO", "EXEC");

  private static RunningServer ours;
  private static RunningServer theirs;

  @BeforeAll
  static void startServers() {
    ours = RunningServer.ours("--enable-debug-command", "yes");
    theirs = RunningServer.redis("--enable-debug-command", "yes");
  }

  @AfterAll
  static void endServers() {
    if (ours != null) ours.close();
    if (theirs != null) theirs.close();
  }

  @Test
  void everyCommandPublishesWhatItDoesInRedis() throws IOException {
    compare(COMMANDS, Long.getLong("events.seed", 20));
  }

  @Test
  @Tag("soak")
  void everyCommandPublishesWhatItDoesInRedisWhateverTheSeed() throws IOException {
    compare(MANY_COMMANDS, Long.getLong("events.seed", 1001));
  }

  private static void compare(int commands, long seed) throws IOException {
    Draw draw = new Draw(seed);
    Set<String> seen = new TreeSet<>();
    try (Listened our = new Listened(ours);
        Listened their = new Listened(theirs)) {
      for (int sent = 0; sent < commands; sent += COMMANDS_A_ROUND) {
        List<Request> script = script(draw);
        List<List<String>> actual = our.play(script);
        List<List<String>> wanted = their.play(script);
        for (int i = 0; i < script.size(); i++) {
          String name = script.get(i).name();
          assertThat(inOrder(name, actual.get(i)))
              .as("events of%n%s", shown(script.subList(Math.max(0, i - 30), i + 1)))
              .isEqualTo(inOrder(name, wanted.get(i)));
          wanted.get(i).stream().flatMap(EventsDifferentialTest::name).forEach(seen::add);
        }
      }
    }
    assertThat(seen).as("events that were seen at all").contains("set", "del", "new", "expired");
    System.out.printf("Compared the events of %d commands with Redis: %s.%n", commands, seen);
  }

  /** The name of an event, from what is published on its own channel. */
  private static Stream<String> name(String event) {
    return event.startsWith("__keyevent")
        ? Stream.of(event.replaceFirst("(?s)__keyevent@\\d+__:(\\S*) .*", "$1"))
        : Stream.empty();
  }

  private static List<Request> script(Draw draw) {
    Family one = draw.oneOf(Families.ALL);
    List<Request> script = new ArrayList<>();
    while (script.size() < COMMANDS_A_ROUND) {
      if (draw.chance(4)) script.add(deadOnArrival(draw));
      Family family = draw.chance(60) ? one : draw.oneOf(Families.ALL);
      Request request = Mutation.maybe(family.draw(draw), draw);
      boolean fit = !Unfit.test(request) && !LEFT_OUT.contains(request.name());
      if (fit && !request.name().equals("RESET")) script.add(request);
    }
    return script;
  }

  /** A key that the next command which looks for it finds dead. */
  private static Request deadOnArrival(Draw draw) {
    List<String> words = List.of("SET", draw.key().text(), "v", "PXAT", "1");
    return new Request(words.stream().map(Bytes::of).toList());
  }

  private static List<String> inOrder(String command, List<String> events) {
    return IN_ANY_ORDER.contains(command) ? events.stream().sorted().toList() : events;
  }

  /** A number in front says which client sends it; one that waits is given time to begin. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 BLPOP l 0|0 RPUSH l a",
        "1 BLPOP l 0|2 BRPOP l 0|0 RPUSH l a b c",
        "1 BLPOP l m 0|2 BLPOP m 0|0 MULTI|0 LPUSH m 1|0 LPUSH l 1|0 EXEC",
        "1 BLMOVE from to LEFT RIGHT 0|0 RPUSH from a",
        "1 BLMOVE from to LEFT RIGHT 0|0 RPUSH from a b",
        "1 BLMOVE from from LEFT RIGHT 0|0 RPUSH from a b",
        "1 BLMOVE from to LEFT RIGHT 0|0 SET to x|0 RPUSH from a",
        "1 BLMOVE a b LEFT LEFT 0|2 BLMOVE b c LEFT LEFT 0|0 LPUSH a 1",
        "1 BLMPOP 0 2 l m LEFT COUNT 3|0 RPUSH m a b c d",
        "1 BLPOP l 0|0 SADD s 3 1|0 SORT s STORE l",
        "1 BLPOP l 0|0 LPUSH x 1|0 RENAME x l",
        "1 BLPOP l 0|0 LPUSH x 1|0 COPY x l",
        "1 BZPOPMIN z 0|0 ZADD z 1 a",
        "1 BZPOPMAX z 0|2 BZPOPMIN z 0|0 ZADD z 1 a 2 b 3 c",
        "1 BZMPOP 0 1 z MAX COUNT 5|0 ZADD z 1 a 2 b",
        "1 XREAD BLOCK 0 STREAMS x $|0 XADD x 1 f v",
        "0 XGROUP CREATE x g $ MKSTREAM|1 XREADGROUP GROUP g c BLOCK 0 STREAMS x >|0 XADD x 1 f v",
        "0 XGROUP CREATE x g $ MKSTREAM|1 XREADGROUP GROUP g c BLOCK 0 STREAMS x >|0 DEL x",
        "0 SET a 1 EX 100|0 SET b 1 EX 200|0 SET c 1 EX 300"
            + "|0 CONFIG SET maxmemory-policy volatile-ttl maxmemory-samples 64 maxmemory 1",
        "0 SET a 1|0 EXPIRE a -1|0 SET b 1 PXAT 1|0 GET b|0 SET c 1 PXAT 1|0 SET c 2|0 DEL c",
      })
  void whatWaitsAndWhatHasToGoIsToldOfAsInRedis(String scenario) throws IOException {
    List<String> lines = List.of(scenario.split("\\|"));
    assertThat(perform(ours, lines)).isEqualTo(perform(theirs, lines));
  }

  private static List<String> perform(RunningServer server, List<String> lines) throws IOException {
    try (Listened stage = new Listened(server);
        Line first = new Line(server.connect());
        Line second = new Line(server.connect())) {
      List<Line> others = List.of(first, second);
      for (String line : lines) {
        Request request = Request.of(line.substring(2).split(" "));
        int client = line.charAt(0) - '0';
        if (client == 0) stage.run(request);
        else others.get(client - 1).send(List.of(request));
        if (client > 0) stage.untilThereWait(client);
      }
      return stage.heard();
    }
  }

  private static String shown(List<Request> requests) {
    return requests.stream().map(Request::toString).collect(Collectors.joining("\n"));
  }

  /** A server, a client that sends commands, and one that listens to all events. */
  private static final class Listened implements AutoCloseable {

    private static final Answer OK = new Answer("+OK\r\n");

    /** As they are at the start. */
    private static final String[] NO_LIMIT =
        "CONFIG SET maxmemory 0 maxmemory-policy noeviction maxmemory-samples 5".split(" ");

    private final Line client;
    private final Line marker;
    private final Line listener;

    Listened(RunningServer server) throws IOException {
      client = new Line(server.connect());
      marker = new Line(server.connect());
      listener = new Line(server.connect());
      assertThat(client.ask(NO_LIMIT)).isEqualTo(OK);
      untilThereWait(0);
      client.ask("FLUSHALL");
      assertThat(client.ask("CONFIG", "SET", "notify-keyspace-events", "KEAnm")).isEqualTo(OK);
      assertThat(client.ask("DEBUG", "SET-ACTIVE-EXPIRE", "0")).isEqualTo(OK);
      listener.ask("PSUBSCRIBE", "__key*");
      listener.ask("SUBSCRIBE", "mark");
    }

    /** The events of each request. */
    List<List<String>> play(List<Request> script) {
      for (String each : List.of("DISCARD", "UNWATCH", "FLUSHALL")) client.ask(each);
      client.ask("SELECT", "0");
      heard();
      List<List<String>> events = new ArrayList<>();
      for (Request request : script) {
        run(request);
        events.add(heard());
      }
      return events;
    }

    void run(Request request) {
      client.send(List.of(request));
      Answer answer = client.receive();
      assertThat(answer.raw()).as("the answer to %s", request).doesNotStartWith("(");
    }

    void untilThereWait(int waiting) {
      String wanted = "blocked_clients:" + waiting;
      while (!marker.ask("INFO", "clients").raw().contains(wanted)) Thread.onSpinWait();
    }

    /** What has been heard since the last question. */
    private List<String> heard() {
      marker.ask("PUBLISH", "mark", "now");
      return listener.receiveUntil("$4\r\nmark\r\n$3\r\nnow").stream()
          .map(Listened::event)
          .toList();
    }

    private static String event(Answer message) {
      List<Answer> items = message.items();
      return text(items.get(2)) + " " + text(items.get(3));
    }

    private static String text(Answer bulk) {
      return bulk.raw().replaceFirst("\\$\\d+\r\n", "").strip();
    }

    @Override
    public void close() throws IOException {
      client.close();
      marker.close();
      listener.close();
    }
  }
}
