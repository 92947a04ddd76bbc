package miniredis.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.client.Client;
import miniredis.interop.RunningServer;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.HashValue;
import miniredis.value.Limits;
import miniredis.value.ListCursor;
import miniredis.value.ListPack;
import miniredis.value.ListValue;
import miniredis.value.Value;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What real Redis makes of packed values, and what it packs, compared with how we read it. */
@Tag("interop")
class PackedElementsInteropTest {

  private static final int LIST = 1;
  private static final int HASH_ZIPMAP = 9;
  private static final int LIST_ZIPLIST = 10;
  private static final int LIST_QUICKLIST = 14;
  private static final int LIST_QUICKLIST_2 = 18;

  private final Random random = new Random(8);

  @Test
  void oldFormsAreReadAsRealRedisReadsThem() throws IOException {
    try (RunningServer server = RunningServer.redis();
        Client client = Client.connect("127.0.0.1", server.port())) {
      Bytes ziplist = PackedElementsTest.sized(PackedElementsTest.ZIPLIST);
      restore(client, LIST_ZIPLIST, ziplist);
      assertThat(bulks(client.call("LRANGE", "k", "0", "-1")))
          .isEqualTo(PackedElements.ziplist(ziplist));
      Bytes zipmap = PackedElementsTest.bytes(PackedElementsTest.ZIPMAP);
      restore(client, HASH_ZIPMAP, zipmap);
      assertThat(bulks(client.call("HGETALL", "k"))).isEqualTo(PackedElements.zipmap(zipmap));
    }
  }

  @Test
  void listsOfAllFormsBecomeTheSameAsInRealRedis() throws IOException {
    Bytes ziplist = PackedElementsTest.sized(PackedElementsTest.ZIPLIST);
    ListPack pack = new ListPack();
    for (int i = 0; i < 50; i++) pack.append(element());
    Bytes text = Bytes.of("text");
    try (RunningServer our = RunningServer.ours();
        RunningServer their = RunningServer.redis();
        Client us = Client.connect("127.0.0.1", our.port());
        Client them = Client.connect("127.0.0.1", their.port())) {
      for (Client each : List.of(us, them)) {
        restore(each, LIST, 2L, text, Bytes.of(300));
        each.call("COPY", "k", "strings");
        restore(each, LIST_ZIPLIST, ziplist);
        each.call("COPY", "k", "ziplist");
        restore(each, LIST_QUICKLIST, 2L, ziplist, ziplist);
        each.call("COPY", "k", "ziplists");
        restore(each, LIST_QUICKLIST_2, 2L, 2L, pack.toBytes(), 2L, pack.toBytes());
        each.call("COPY", "k", "packs");
        restore(each, LIST_QUICKLIST_2, 2L, 1L, text, 2L, pack.toBytes());
      }
      for (String key : List.of("strings", "ziplist", "ziplists", "packs")) {
        assertThat(us.call("DUMP", key)).as(key).isEqualTo(them.call("DUMP", key));
      }
      assertThat(us.call("LRANGE", "k", "0", "-1")).isEqualTo(them.call("LRANGE", "k", "0", "-1"));
    }
  }

  /** A value is written from lengths and strings. */
  private static void restore(Client client, int type, Object... parts) throws IOException {
    BytesBuilder out = new BytesBuilder(64);
    RdbOutput encoder = new RdbOutput(out, false);
    encoder.octet(type);
    for (Object part : parts) {
      if (part instanceof Bytes bytes) encoder.string(bytes);
      else encoder.length((long) part);
    }
    encoder.octet(Rdb.VERSION);
    encoder.octet(0);
    encoder.fixed64(Crc64.update(0, out.array(), 0, out.length()));
    Bytes[] request = {
      Bytes.of("RESTORE"), Bytes.of("k"), Bytes.of("0"), out.toBytes(), Bytes.of("REPLACE")
    };
    assertThat(client.call(request)).isEqualTo(Reply.OK);
  }

  @Test
  void whatRealRedisPacksIsTakenApart() throws IOException {
    try (RunningServer server = RunningServer.redis("--list-max-listpack-size", "50");
        Client client = Client.connect("127.0.0.1", server.port())) {
      for (int round = 0; round < 200; round++) {
        client.call("DEL", "list", "hash");
        Set<Bytes> names = new LinkedHashSet<>();
        for (int i = random.nextInt(round % 20 == 0 ? 700 : 60); i >= 0; i--) {
          Bytes element = element();
          names.add(element);
          client.send(Bytes.of("RPUSH"), Bytes.of("list"), element);
          client.send(Bytes.of("HSET"), Bytes.of("hash"), element, element());
          client.receive();
          client.receive();
        }
        List<Bytes> list = bulks(client.call("LRANGE", "list", "0", "-1"));
        assertThat(dumped(client, "list")).isEqualTo(list);
        List<Bytes> hash = bulks(client.call("HGETALL", "hash"));
        List<Bytes> dumped = dumped(client, "hash");
        assertThat(pairs(dumped)).isEqualTo(pairs(hash)).hasSameSizeAs(names);
      }
    }
  }

  /** A table has no order. */
  private static Map<Bytes, Bytes> pairs(List<Bytes> hash) {
    Map<Bytes, Bytes> pairs = new HashMap<>();
    for (int i = 0; i < hash.size(); i += 2) pairs.put(hash.get(i), hash.get(i + 1));
    return pairs;
  }

  private static List<Bytes> dumped(Client client, String key) throws IOException {
    byte[] dump = ((Reply.Bulk) client.call("DUMP", key)).bytes().array();
    RdbInput in = new RdbInput(dump, dump.length - 10);
    EntryMaker maker = new EntryMaker(new Limits());
    maker.begin(Bytes.of(key), Entry.NO_DEADLINE);
    Codecs.read(in.octet(), in, maker);
    List<Bytes> elements = elements(maker.made().value());
    assertThat(in.left()).isZero();
    return elements;
  }

  private static List<Bytes> elements(Value value) {
    List<Bytes> all = new ArrayList<>();
    if (value instanceof HashValue hash) {
      hash.forEach((field, content) -> Collections.addAll(all, field, content));
    } else {
      ListValue list = (ListValue) value;
      for (ListCursor at = list.cursor(0); at.isThere(); at.next()) all.add(at.get());
    }
    return all;
  }

  private Bytes element() {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> Bytes.of(random.nextLong() >> random.nextInt(64));
      case 3 -> Bytes.of("x".repeat(random.nextInt(200)));
      case 4 -> Bytes.of("y".repeat(random.nextInt(20) == 0 ? 10_000 : 70));
      default -> {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        yield Bytes.wrap(bytes);
      }
    };
  }

  private static List<Bytes> bulks(Reply reply) {
    return ((Reply.Array) reply).items().stream().map(item -> ((Reply.Bulk) item).bytes()).toList();
  }
}
