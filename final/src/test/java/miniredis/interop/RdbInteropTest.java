package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each server starts on the RDB file of the other, and holds every key, value and deadline. */
@Tag("interop")
class RdbInteropTest {

  @TempDir Path folder;
  private final Random random = new Random(3);

  @Test
  void realRedisLoadsWhatWeSave() throws IOException {
    Map<String, List<Object>> ours;
    try (RunningServer server = RunningServer.ours("--dir", folder.toString())) {
      ours = fillAndSave(server, "SAVE");
    }
    assertThat(Programs.run("redis-check-rdb", folder.resolve("dump.rdb").toString()).out())
        .contains("Checksum OK", "RDB looks OK");
    try (RunningServer server = RunningServer.redis("--dir", folder.toString())) {
      assertThat(content(server)).isEqualTo(ours);
    }
  }

  @Test
  void realRedisLoadsWhatWeSaveInTheBackground() throws IOException {
    Map<String, List<Object>> ours;
    try (RunningServer server = RunningServer.ours("--dir", folder.toString())) {
      ours = fillAndSave(server, "BGSAVE");
    }
    try (RunningServer server = RunningServer.redis("--dir", folder.toString())) {
      assertThat(content(server)).isEqualTo(ours);
    }
  }

  @Test
  void weLoadWhatRealRedisSaves() throws IOException {
    weLoad();
  }

  @Test
  void weLoadWhatRealRedisSavesUncompressed() throws IOException {
    weLoad("--rdbcompression", "no");
  }

  @Test
  void weLoadWhatRealRedisSavesWithTimesOfUse() throws IOException {
    weLoad("--maxmemory-policy", "allkeys-lru");
    weLoad("--maxmemory-policy", "allkeys-lfu");
  }

  @Test
  void weLoadWhatRealRedisSavesWithoutAChecksum() throws IOException {
    weLoad("--rdbchecksum", "no");
  }

  @Test
  void weLoadALongElementThatRealRedisKeepsOutsideOfAListpack() throws IOException {
    List<Reply> theirs;
    String[] options = {"--dir", folder.toString(), "--enable-debug-command", "yes"};
    try (RunningServer server = RunningServer.redis(options);
        Client client = client(server)) {
      assertThat(client.call("DEBUG", "QUICKLIST-PACKED-THRESHOLD", "200b")).isEqualTo(Reply.OK);
      for (int i = 0; i < 500; i++) client.call(Bytes.of("RPUSH"), Bytes.of("list"), value(i));
      client.call("SAVE");
      theirs = List.of(client.call("LRANGE", "list", "0", "-1"), client.call("LLEN", "list"));
    }
    try (RunningServer server = RunningServer.ours("--dir", folder.toString());
        Client client = client(server)) {
      assertThat(List.of(client.call("LRANGE", "list", "0", "-1"), client.call("LLEN", "list")))
          .isEqualTo(theirs);
    }
  }

  private void weLoad(String... options) throws IOException {
    Map<String, List<Object>> theirs;
    String[] inFolder =
        Stream.of(options, new String[] {"--dir", folder.toString()})
            .flatMap(Stream::of)
            .toArray(String[]::new);
    try (RunningServer server = RunningServer.redis(inFolder)) {
      theirs = fillAndSave(server, "SAVE");
    }
    try (RunningServer server = RunningServer.ours(inFolder)) {
      assertThat(content(server)).isEqualTo(theirs);
    }
  }

  @Test
  void aDumpHasTheSameBytesAndIsRestoredByTheOther() throws IOException {
    try (RunningServer our = RunningServer.ours();
        RunningServer their = RunningServer.redis();
        Client us = client(our);
        Client them = client(their)) {
      List<Client> both = List.of(us, them);
      for (int i = 0; i < 4000; i++) {
        Bytes value = value(i);
        for (Client each : both) {
          each.send(Bytes.of("SET"), Bytes.of("k"), value);
          each.send("DUMP", "k");
          each.flush();
        }
        for (Client each : both) assertThat(each.receive()).isEqualTo(Reply.OK);
        Reply ours = us.receive();
        assertThat(ours).as("of %s", value).isEqualTo(them.receive());
        Bytes dump = ((Reply.Bulk) ours).bytes();
        for (Client each : both) {
          each.send(Bytes.of("RESTORE"), Bytes.of("r"), Bytes.of("0"), dump, Bytes.of("REPLACE"));
          each.send("GET", "r");
          each.flush();
        }
        for (Client each : both) {
          assertThat(each.receive()).isEqualTo(Reply.OK);
          assertThat(each.receive()).isEqualTo(Reply.bulk(value));
        }
      }
    }
  }

  private Map<String, List<Object>> fillAndSave(RunningServer server, String save)
      throws IOException {
    try (Client client = client(server)) {
      Batch batch = new Batch(client);
      for (int database : List.of(0, 15)) {
        batch.add("SELECT", "" + database);
        for (int i = 0; i < 300; i++) {
          Bytes key = i < 200 ? Bytes.of("key" + i) : value(i);
          if (i % 16 == 3) fillStream(batch, key);
          else if (i % 40 == 0) fillHyperLogLog(batch, key);
          else if (i % 4 == 1) fillList(batch, key);
          else if (i % 4 == 2) fillHash(batch, key);
          else if (i % 8 == 3) fillSet(batch, key);
          else if (i % 8 == 7) fillSortedSet(batch, key);
          else batch.add(Bytes.of("SET"), key, value(i));
          long deadline = 2_000_000_000_000L + random.nextInt(1_000_000);
          if (i % 3 == 0) batch.add(Bytes.of("PEXPIREAT"), key, Bytes.of(deadline));
        }
      }
      batch.call(save);
      String saved;
      do {
        saved = ((Reply.Bulk) plain(client.call("INFO", "persistence"))).bytes().text();
      } while (saved.contains("rdb_bgsave_in_progress:1"));
      assertThat(saved).contains("rdb_last_bgsave_status:ok", "rdb_changes_since_last_save:0");
    }
    return content(server);
  }

  private void fillList(Batch batch, Bytes key) throws IOException {
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 300 : 5); i >= 0; i--) {
      batch.add(Bytes.of("RPUSH"), key, value(i), value(i + 1));
    }
  }

  private void fillHash(Batch batch, Bytes key) throws IOException {
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 900 : 5); i >= 0; i--) {
      batch.add(Bytes.of("HSET"), key, value(i), value(i + 1));
    }
  }

  private void fillSortedSet(Batch batch, Bytes key) throws IOException {
    for (int i = random.nextInt(random.nextInt(3) == 0 ? 300 : 5); i >= 0; i--) {
      Bytes score =
          switch (i % 4) {
            case 0 -> Bytes.of("" + random.nextDouble());
            case 1 -> Bytes.of(random.nextBoolean() ? "-inf" : "-0");
            default -> Bytes.of(random.nextInt(-50, 50));
          };
      batch.add(Bytes.of("ZADD"), key, score, value(i));
    }
  }

  /** Some of them sparse, some dense. */
  private void fillHyperLogLog(Batch batch, Bytes key) throws IOException {
    for (int i = random.nextInt(random.nextBoolean() ? 3000 : 30); i >= 0; i--) {
      batch.add(Bytes.of("PFADD"), key, value(i));
    }
  }

  /** Half of them of integers only. */
  private void fillSet(Batch batch, Bytes key) throws IOException {
    int step = random.nextBoolean() ? 4 : 1;
    for (int i = random.nextInt(random.nextInt(5) == 0 ? 900 : 5); i >= 0; i--) {
      batch.add(Bytes.of("SADD"), key, value(i * step));
    }
  }

  /** Some entries deleted or trimmed, one group that has read, one that has not. */
  private void fillStream(Batch batch, Bytes key) throws IOException {
    for (int i = random.nextInt(random.nextInt(5) == 0 ? 400 : 5); i >= 0; i--) {
      Bytes field = i % 9 == 0 ? value(i) : Bytes.of("field");
      batch.add(Bytes.of("XADD"), key, Bytes.of("*"), field, value(i));
    }
    batch.add(Bytes.of("XGROUP"), Bytes.of("CREATE"), key, Bytes.of("new"), Bytes.of("0"));
    batch.add(Bytes.of("XGROUP"), Bytes.of("CREATE"), key, Bytes.of("g"), Bytes.of("0"));
    for (String consumer : List.of("anna", "bert", "anna")) {
      String[] words = "XREADGROUP GROUP g %s COUNT 2 STREAMS".formatted(consumer).split(" ");
      Stream<Bytes> request = Stream.concat(Stream.of(words).map(Bytes::of), Stream.of(key));
      batch.add(Stream.concat(request, Stream.of(Bytes.of(">"))).toArray(Bytes[]::new));
    }
    batch.add(Bytes.of("XTRIM"), key, Bytes.of("MAXLEN"), Bytes.of(random.nextInt(300)));
    batch.add(Bytes.of("XDEL"), key, lastId(batch, key));
  }

  /** An id that is there; any, if the key's name was taken by a value of another type. */
  private static Bytes lastId(Batch batch, Bytes key) throws IOException {
    Bytes[] request = {Bytes.of("XREVRANGE"), key, Bytes.of("+"), Bytes.of("-")};
    if (!(batch.call(request) instanceof Reply.Array(var entries))) return Bytes.of("1");
    if (entries.isEmpty()) return Bytes.of("1");
    return ((Reply.Bulk) ((Reply.Array) entries.getFirst()).items().getFirst()).bytes();
  }

  static Reply plain(Reply reply) {
    return reply instanceof Reply.Verbatim(String format, Bytes text) ? Reply.bulk(text) : reply;
  }

  /** Short and long, numbers of all sizes, what compresses and what does not. */
  private Bytes value(int i) {
    int length = random.nextInt(i % 50 < 4 ? 25_000 : 300);
    byte[] bytes = new byte[length];
    return switch (i % 4) {
      case 0 -> Bytes.of(random.nextLong() >> random.nextInt(64));
      case 1 -> {
        random.nextBytes(bytes);
        yield Bytes.wrap(bytes);
      }
      case 2 -> Bytes.of("word ".repeat(length / 5));
      default -> {
        int letters = 1 + random.nextInt(5);
        for (int at = 0; at < length; at++) bytes[at] = (byte) ('a' + random.nextInt(letters));
        yield Bytes.wrap(bytes);
      }
    };
  }

  static Client client(RunningServer server) throws IOException {
    return Client.connect("127.0.0.1", server.port());
  }

  /**
   * Every key of every database with its value as DUMP has it, and its deadline. A hash or a set
   * that is a table has no order: what is in it is sorted.
   */
  static Map<String, List<Object>> content(RunningServer server) throws IOException {
    Map<String, List<Object>> content = new TreeMap<>();
    try (Client client = client(server)) {
      for (int database = 0; database < 16; database++) {
        client.call("SELECT", "" + database);
        Reply.Array keys = (Reply.Array) client.call("KEYS", "*");
        for (Reply each : keys.items()) {
          Bytes key = ((Reply.Bulk) each).bytes();
          client.send(Bytes.of("OBJECT"), Bytes.of("ENCODING"), key);
          client.send(Bytes.of("PEXPIRETIME"), key);
          client.send(Bytes.of("DUMP"), key);
          boolean table = client.receive().equals(Reply.bulk("hashtable"));
          Reply deadline = client.receive();
          Reply dump = client.receive();
          Object value = table ? sorted(client, key) : dump;
          content.put(database + " " + key, List.of(value, deadline));
        }
      }
    }
    assertThat(content).hasSizeGreaterThan(500);
    return content;
  }

  private static Object sorted(Client client, Bytes key) throws IOException {
    Reply type = client.call(Bytes.of("TYPE"), key);
    return type.equals(Reply.simple("set")) ? members(client, key) : fields(client, key);
  }

  private static Set<Bytes> members(Client client, Bytes key) throws IOException {
    Set<Bytes> members = new TreeSet<>();
    for (Reply each : ((Reply.Array) client.call(Bytes.of("SMEMBERS"), key)).items()) {
      members.add(((Reply.Bulk) each).bytes());
    }
    return members;
  }

  private static Map<Bytes, Bytes> fields(Client client, Bytes key) throws IOException {
    Map<Bytes, Bytes> fields = new TreeMap<>();
    List<? extends Reply> all =
        switch (client.call(Bytes.of("HGETALL"), key)) {
          case Reply.Map(List<? extends Reply> pairs) -> pairs;
          case Reply.Array(List<? extends Reply> pairs) -> pairs;
          case Reply other -> throw new AssertionError(other);
        };
    for (int i = 0; i < all.size(); i += 2) {
      fields.put(((Reply.Bulk) all.get(i)).bytes(), ((Reply.Bulk) all.get(i + 1)).bytes());
    }
    return fields;
  }
}
