package miniredis.probe;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views of the complete server, compared with what its own commands say. */
class FinalServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final StoppableClock clock = new StoppableClock(0, System.currentTimeMillis());
  private FinalServer server;
  private Client client;

  private Client start(String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("--dir", folder.toString(), "--save", ""));
    words.addAll(List.of(options));
    server = new FinalServer(words, clock, _ -> {});
    return client = Client.connect("127.0.0.1", server.port());
  }

  @AfterEach
  void stop() throws IOException {
    if (client != null) client.close();
    if (server != null) server.close();
  }

  private String say(String line) throws IOException {
    return words(client.call(line.split(" ")));
  }

  private static String words(Reply reply) {
    return switch (reply) {
      case Reply.Text(var text) -> text.text();
      case Reply.Bulk(var bytes) -> bytes.text();
      case Reply.Int(long number) -> Long.toString(number);
      case Reply.Array(var items) ->
          items.stream().map(FinalServerTest::words).collect(Collectors.joining(" "));
      case Reply other -> other.toString();
    };
  }

  private <V extends View> V view(String name, Class<V> type) {
    return type.cast(server.look().get(name).view());
  }

  private View.Keyspace keys() {
    return view("keyspace", View.Keyspace.class);
  }

  @Test
  void keysAreShownAsTheCommandsShowThem() throws Exception {
    start();
    say("SET text hello");
    say("SET number 12");
    say("SET dying x PX 5000");
    say("RPUSH list a b c");
    say("HSET hash f v g w");
    say("SADD numbers 1 2 3");
    say("SADD words a");
    say("ZADD ranks 1.5 a 2 b");
    say("XADD stream 1-1 f v");

    View.Keyspace keys = keys();
    assertThat(keys.rows()).hasSize(9).isSortedAccordingTo(Comparator.comparing(View.Row::key));
    assertThat(keys.size()).isEqualTo(9);
    for (View.Row row : keys.rows()) {
      assertThat(row.type()).isEqualTo(say("TYPE " + row.key()));
      assertThat(row.encoding()).isEqualTo(say("OBJECT ENCODING " + row.key()));
      long left = row.deadline() == View.NEVER ? -1 : row.deadline() - clock.millis();
      assertThat(Long.toString(left)).isEqualTo(say("PTTL " + row.key()));
    }
    assertThat(keys.rows())
        .extracting(View.Row::value)
        .containsExactly(
            "x",
            "{f: v, g: w}",
            "[a, b, c]",
            "12",
            "{1, 2, 3}",
            "{a 1.5, b 2}",
            "1 entries, the last one 1-1",
            "hello",
            "{a}");
  }

  @Test
  void whatIsNoTextIsEscapedAndWhatIsLongIsCut() throws Exception {
    start();
    client.call(
        miniredis.bytes.Bytes.of("SET"),
        miniredis.bytes.Bytes.wrap(new byte[] {0, (byte) 0xff, 'k'}),
        miniredis.bytes.Bytes.of("é".repeat(500)));
    View.Row row = keys().rows().getFirst();
    assertThat(row.key()).isEqualTo("\\x00\\xffk");
    assertThat(row.value()).isEqualTo("é".repeat(40) + "… (1000 bytes)");
  }

  @Test
  void aLookChangesNothing() throws Exception {
    start();
    say("SET dead x PX 10");
    say("SET idle x");
    say("DEBUG SET-ACTIVE-EXPIRE 0");
    clock.advance(20_000);
    for (int i = 0; i < 3; i++) server.look();
    assertThat(keys().rows()).extracting(View.Row::key).containsExactly("dead", "idle");
    assertThat(say("INFO stats"))
        .contains("expired_keys:0", "keyspace_hits:0", "keyspace_misses:0");
    assertThat(say("OBJECT IDLETIME idle")).isEqualTo("20");
    assertThat(server.pairs(Set.of())).extracting(WatchedServer.Pair::key).containsExactly("idle");
    assertThat(server.pairs(Set.of("idle", "dead")))
        .extracting(WatchedServer.Pair::key)
        .containsExactly("idle");
  }

  @Test
  void ofManyKeysSixtyAreShownAndTheTableAsAWhole() throws Exception {
    start();
    for (int i = 0; i < 3_000; i++) client.send("SET", "key:" + i, "v");
    for (int i = 0; i < 3_000; i++) client.receive();
    assertThat(keys().rows()).hasSize(60).extracting(View.Row::key).doesNotHaveDuplicates();
    assertThat(keys().size()).isEqualTo(3_000);
    View.Dictionary table = view("dictionary", View.Dictionary.class);
    assertThat(table.size()).isEqualTo(3_000);
    assertThat(table.tables())
        .singleElement()
        .satisfies(one -> assertThat(one.cells()).hasSizeBetween(200, 256));
    assertThat(table.tables().stream().mapToInt(View.Table::used).sum()).isEqualTo(3_000);
  }

  @Test
  void ofALargeTableTheFirstSegmentsAreSeen() throws Exception {
    start();
    say("DEBUG POPULATE 12000");
    assertThat(view("dictionary", View.Dictionary.class).count()).isEqualTo(1);
    say("DEBUG POPULATE 13000");
    View.Dictionary two = view("dictionary", View.Dictionary.class);
    assertThat(two.count()).isEqualTo(2);
    assertThat(two.tables()).hasSize(2).allMatch(each -> each.used() > 6_000);
    assertThat(two.tables().stream().mapToInt(View.Table::used).sum()).isEqualTo(13_000);
    say("DEBUG POPULATE 300000");
    View.Dictionary many = view("dictionary", View.Dictionary.class);
    assertThat(many.count()).isBetween(16, 64);
    assertThat(many.tables()).hasSize(8);
  }

  @Test
  void deadlinesComeInTheirOrderAndASweepIsSeen() throws Exception {
    start();
    for (int i = 0; i < 100; i++) say("SET key:" + i + " v PX " + (1_000 + i * 37 % 100));
    say("PEXPIRE key:0 900000");
    View.Deadlines deadlines = view("deadlines", View.Deadlines.class);
    assertThat(deadlines.size()).isEqualTo(100);
    // The record of key:0 lags behind where it was, so it is among the nearest, at its true place.
    long start = clock.millis() + 1_000;
    assertThat(deadlines.rows())
        .extracting(View.Deadline::moment)
        .startsWith(LongStream.range(start + 1, start + 60).boxed().toArray(Long[]::new));
    assertThat(deadlines.rows().getLast())
        .isEqualTo(new View.Deadline("key:0", clock.millis() + 900_000));
    clock.advance(5_000);
    server.clockMoved();
    View.Sweeps sweeps = view("deadlines", View.Deadlines.class).sweeps();
    assertThat(sweeps.removed()).isEqualTo(99);
    assertThat(sweeps.last()).isEqualTo(99);
    assertThat(keys().rows()).extracting(View.Row::key).containsExactly("key:0");
  }

  @Test
  void encodingsChangeAndTheirPacksAreSeen() throws Exception {
    start();
    say("CONFIG SET list-max-listpack-size 4");
    say("RPUSH list a b c d e f");
    say("SADD set 1 2");
    View.Encodings before = view("encodings", View.Encodings.class);
    assertThat(before.rows().getFirst().nodes()).hasSize(2);
    assertThat(before.rows().getLast().encoding()).isEqualTo("intset");
    assertThat(before.rows().getLast().nodes()).hasSize(1);
    say("SADD set word");
    View.Encoded set = view("encodings", View.Encodings.class).rows().getLast();
    assertThat(set.encoding()).isEqualTo(say("OBJECT ENCODING set"));
    assertThat(set.nodes()).isEmpty();
  }

  @Test
  void theLogIsAsLongAsItsFileAndForcedUnderAlways() throws Exception {
    start("--appendfsync", "always");
    say("SET k v");
    View.Log log = view("log", View.Log.class);
    Path file = folder.resolve("appendonlydir").resolve(log.path());
    assertThat(log.written()).isEqualTo(Files.size(file)).isEqualTo(log.forced());
    byte[] tail = Base64.getDecoder().decode(log.tail());
    byte[] whole = Files.readAllBytes(file);
    assertThat(tail).isEqualTo(Arrays.copyOfRange(whole, (int) log.tailFrom(), whole.length));
    assertThat(new String(tail, StandardCharsets.UTF_8)).contains("SET");
  }

  @Test
  void theTailOfALongLogIsItsEnd() throws Exception {
    start("--appendfsync", "no");
    for (int i = 0; i < 100; i++) say("SET key value" + i);
    View.Log log = view("log", View.Log.class);
    byte[] whole = Files.readAllBytes(folder.resolve("appendonlydir").resolve(log.path()));
    assertThat(log.written()).isEqualTo(whole.length);
    assertThat(log.forced()).isZero();
    assertThat(Base64.getDecoder().decode(log.tail()))
        .hasSize(400)
        .isEqualTo(Arrays.copyOfRange(whole, whole.length - 400, whole.length));
  }

  @Test
  void withoutALogThatIsSaid() throws Exception {
    start("--appendonly", "no");
    assertThat(view("log", View.Unseen.class).reason()).contains("appendonly is no");
    assertThat(server.disk()).isNull();
  }

  @Test
  void evictionsSayWhy() throws Exception {
    start("--maxmemory", "100kb", "--maxmemory-policy", "allkeys-lru");
    say("SET old " + "x".repeat(2_000));
    clock.advance(60_000);
    for (int i = 0; i < 100; i++) say("SET key:" + i + " " + "x".repeat(2_000));
    String info = say("INFO stats"); // It makes room, too, as every command does.
    View.Memory memory = view("memory", View.Memory.class);
    assertThat(memory.policy()).isEqualTo("allkeys-lru");
    assertThat(memory.max()).isEqualTo(100 << 10);
    assertThat(info).contains("evicted_keys:" + memory.evicted() + "\r\n");
    assertThat(memory.lastEvicted())
        .hasSize(8)
        .allMatch(each -> each.why().startsWith("not used for "));
    assertThat(memory.lastEvicted()).noneMatch(each -> say("EXISTS", each.key()).equals("1"));
  }

  private String say(String name, String key) {
    try {
      return words(client.call(name, key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoWaitsForWhichKeyIsSeen() throws Exception {
    start();
    long id = Long.parseLong(say("CLIENT ID"));
    client.send("BLPOP", "a", "b", "0");
    client.flush();
    eventually("somebody waits", () -> !view("waiting", View.Waiting.class).rows().isEmpty());
    assertThat(view("waiting", View.Waiting.class).rows())
        .containsExactly(new View.Queue("a", List.of(id)), new View.Queue("b", List.of(id)));
  }

  @Test
  void aSnapshotIsSeenWithWhatItKeptBeforeAChange() throws Exception {
    start();
    for (int i = 0; i < 20_000; i++) client.send("SET", "key:" + i, "v");
    for (int i = 0; i < 20_000; i++) client.receive();
    // In one piece, so that the changes come before the walk is done.
    client.send("BGSAVE");
    for (int i = 0; i < 200; i++) client.send("SET", "key:" + i, "w");
    client.flush();
    for (int i = 0; i < 201; i++) client.receive();
    eventually("it has ended", () -> !view("snapshot", View.Snapshot.class).running());
    View.Snapshot snapshot = view("snapshot", View.Snapshot.class);
    assertThat(snapshot.total()).isEqualTo(20_000);
    assertThat(snapshot.kept()).isPositive().isLessThanOrEqualTo(200);
  }

  @Test
  void turnsCountWhatClientsHaveSentAndNotOurLooks() throws Exception {
    start();
    say("PING");
    View.Turns before = view("turns", View.Turns.class);
    for (int i = 0; i < 10; i++) server.look();
    assertThat(view("turns", View.Turns.class)).isEqualTo(before);
    say("PING");
    View.Turns after = view("turns", View.Turns.class);
    assertThat(after.commands()).isEqualTo(before.commands() + 1);
    assertThat(after.turns()).isGreaterThan(before.turns());
  }

  @Test
  void afterThePowerIsGoneNothingIsWrittenAnyMore() throws Exception {
    start("--appendfsync", "no");
    say("SET k v");
    View.Log log = view("log", View.Log.class);
    Path file = folder.resolve("appendonlydir").resolve(log.path());
    assertThat(server.disk().cut()).isEqualTo(log.written());
    assertThat(Files.size(file)).isZero();
    client.send("SET", "late", "v");
    client.flush();
    client.timeout(Duration.ofMillis(300));
    org.assertj.core.api.Assertions.assertThatThrownBy(client::receive)
        .isInstanceOf(IOException.class);
    assertThat(Files.size(file)).isZero();
    server = null; // Its thread waits for the disk for ever.
  }

  private static void eventually(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("It did not come to this: " + what);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
