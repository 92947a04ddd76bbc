package miniredis.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.embedded.MiniRedis;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are kept outside of the heap, and what all commands make of them. */
class LongStringsTest extends LiveTest {

  private static final int LENGTH = 300_000;
  private static final Bytes KEY = Bytes.of("long");

  private final RandomGenerator random = new Random(5);
  private final Bytes value = random(LENGTH);

  private Bytes random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private Reply call(Object... words) throws IOException {
    return client.call(
        Stream.of(words)
            .map(each -> each instanceof Bytes bytes ? bytes : Bytes.of(each.toString()))
            .toArray(Bytes[]::new));
  }

  private void holds(String key, Bytes expected) throws IOException {
    assertThat(call("GET", key)).isEqualTo(Reply.bulk(expected));
    assertThat(call("STRLEN", key)).isEqualTo(Reply.integer(expected.length()));
  }

  private long outside() throws Exception {
    CompletableFuture<Long> bytes = new CompletableFuture<>();
    server.execute(() -> bytes.complete(server.engine().keyspace().offHeap().bytes()));
    return bytes.get(10, TimeUnit.SECONDS);
  }

  /** What was dropped is freed when the turn has ended, of which the reply knows nothing. */
  private void awaitOutside(long expected) throws Exception {
    Instant end = Instant.now().plusSeconds(10);
    while (outside() != expected && Instant.now().isBefore(end)) Thread.onSpinWait();
    assertThat(outside()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 3_071, 3_072, 16_383, 16_384, 65_000, 66_000, 1_000_000, 5_000_000})
  void whatWasSetIsThereWhateverItsLength(int length) throws IOException {
    Bytes content = random(length);
    call("SET", "key", content);
    holds("key", content);
    assertThat(call("GETRANGE", "key", 100, 200)).isEqualTo(Reply.bulk(content.slice(100, 201)));
  }

  @Test
  void allWaysToSetAStringPutItOutside() throws Exception {
    call("SET", "a", value);
    call("SETNX", "b", value);
    call("SETEX", "c", 100, value);
    call("PSETEX", "d", 100_000, value);
    call("GETSET", "e", value);
    call("MSET", "f", value, "g", value);
    call("SET", "h", value, "EX", 100, "NX");
    awaitOutside(8 * LENGTH);
    for (String key : List.of("a", "b", "c", "d", "e", "f", "g", "h")) holds(key, value);
    assertThat(call("MGET", "a", "none", "g"))
        .isEqualTo(Reply.array(List.of(Reply.bulk(value), Reply.NULL, Reply.bulk(value))));
  }

  @Test
  void whatIsReplacedRemovedExpiredOrNotTakenIsFreed() throws Exception {
    call("SET", KEY, value);
    call("SET", KEY, value);
    call("SET", KEY, value, "NX");
    call("SET", KEY, value, "no such option");
    call("PUBLISH", "channel", value);
    call("NO-SUCH-COMMAND", value);
    awaitOutside(LENGTH);
    call("SET", KEY, "short");
    awaitOutside(0);
    call("SET", "dies", value, "EX", 10);
    awaitOutside(LENGTH);
    ahead.set(11);
    assertThat(call("GET", "dies")).isEqualTo(Reply.NULL);
    awaitOutside(0);
    call("MSET", "a", value, "b", value, "c", value);
    call("DEL", "a");
    call("UNLINK", "b");
    assertThat(call("GETDEL", "c")).isEqualTo(Reply.bulk(value));
    awaitOutside(0);
  }

  @Test
  void aLongKeyAndLongMembersAreKeptInTheHeap() throws Exception {
    call("SET", value, value);
    awaitOutside(LENGTH);
    assertThat(call("GET", value)).isEqualTo(Reply.bulk(value));
    call("RPUSH", "list", value, "x", value);
    call("HSET", "hash", value, value);
    call("SADD", "set", value);
    call("ZADD", "sorted", 1, value);
    call("XADD", "stream", "1-1", "field", value);
    awaitOutside(LENGTH);
    assertThat(call("LINDEX", "list", 2)).isEqualTo(Reply.bulk(value));
    assertThat(call("HGET", "hash", value)).isEqualTo(Reply.bulk(value));
    assertThat(call("SISMEMBER", "set", value)).isEqualTo(Reply.integer(1));
    assertThat(call("ZSCORE", "sorted", value)).isEqualTo(Reply.bulk(Bytes.of("1")));
  }

  @Test
  void renamedMovedCopiedAndSwappedItIsTheSame() throws Exception {
    call("SET", "a", value, "EX", 1000);
    call("RENAME", "a", "b");
    holds("b", value);
    call("RENAMENX", "b", "c");
    awaitOutside(LENGTH);
    call("COPY", "c", "d");
    call("SET", "c", "other");
    holds("d", value);
    call("MOVE", "d", 1);
    awaitOutside(LENGTH);
    call("SWAPDB", 0, 1);
    holds("d", value);
    call("RENAME", "d", "d");
    holds("d", value);
    assertThat(call("EXPIRE", "d", 100)).isEqualTo(Reply.integer(1));
    assertThat(call("PERSIST", "d")).isEqualTo(Reply.integer(1));
    holds("d", value);
    call("DEL", "d");
    awaitOutside(0);
  }

  @Test
  void editedItMovesIntoTheHeap() throws Exception {
    call("SET", KEY, value);
    call("APPEND", KEY, "more");
    awaitOutside(0);
    byte[] longer = Arrays.copyOf(value.array(), LENGTH + 4);
    System.arraycopy("more".getBytes(StandardCharsets.US_ASCII), 0, longer, LENGTH, 4);
    holds("long", Bytes.copyOf(longer, 0, longer.length));
    call("SET", KEY, value);
    call("SETRANGE", KEY, LENGTH + 10, "x");
    byte[] stretched = Arrays.copyOf(value.array(), LENGTH + 11);
    stretched[LENGTH + 10] = 'x';
    holds("long", Bytes.copyOf(stretched, 0, stretched.length));
    call("SET", KEY, value);
    call("SETBIT", KEY, 7, 1);
    byte[] bit = value.array().clone();
    bit[0] |= 1;
    holds("long", Bytes.copyOf(bit, 0, LENGTH));
    call("SET", KEY, value);
    call("SETRANGE", KEY, 5, "hello");
    byte[] written = value.array().clone();
    System.arraycopy("hello".getBytes(StandardCharsets.US_ASCII), 0, written, 5, 5);
    holds("long", Bytes.copyOf(written, 0, LENGTH));
    awaitOutside(0);
  }

  @Test
  void readersOfBitsSeeItsBytes() throws IOException {
    call("SET", KEY, value);
    int ones = 0;
    for (byte b : value.array()) ones += Integer.bitCount(b & 0xff);
    assertThat(call("BITCOUNT", KEY)).isEqualTo(Reply.integer(ones));
    assertThat(call("GETBIT", KEY, 8)).isEqualTo(Reply.integer(value.at(1) >> 7 & 1));
    call("BITOP", "NOT", "inverse", KEY);
    assertThat(call("BITCOUNT", "inverse")).isEqualTo(Reply.integer(8L * LENGTH - ones));
    assertThat(call("TYPE", KEY)).isEqualTo(call("TYPE", "inverse"));
    assertThat(call("OBJECT", "ENCODING", KEY)).isEqualTo(Reply.bulk(Bytes.of("raw")));
    assertThat(call("SET", KEY, "x", "GET")).isEqualTo(Reply.bulk(value));
  }

  @Test
  void inATransactionItWaitsInTheHeap() throws Exception {
    call("MULTI");
    call("SET", KEY, value);
    call("GET", KEY);
    awaitOutside(0);
    call("EXEC");
    holds("long", value);
    awaitOutside(LENGTH);
    call("MULTI");
    call("SET", KEY, value);
    call("DISCARD");
    awaitOutside(LENGTH);
  }

  @Test
  void dumpedAndRestoredItIsTheSame() throws Exception {
    call("SET", KEY, value);
    Bytes dump = ((Reply.Bulk) call("DUMP", KEY)).bytes();
    call("RESTORE", "restored", 0, dump);
    holds("restored", value);
    awaitOutside(2 * LENGTH);
  }

  @Test
  void savedLoggedAndLoadedItIsTheSame(@TempDir Path folder) throws IOException {
    Bytes other = random(LENGTH);
    try (MiniRedis redis = MiniRedis.startIn(folder, "--enable-debug-command", "yes");
        Client client = Client.connect(redis.host(), redis.port())) {
      client.call(Bytes.of("SET"), KEY, value);
      assertThat(client.call("DEBUG", "RELOAD")).isEqualTo(Reply.OK);
      assertThat(client.call("GET", "long")).isEqualTo(Reply.bulk(value));
      client.call("BGREWRITEAOF");
      client.call(Bytes.of("SET"), KEY, other);
      client.call(Bytes.of("SET"), Bytes.of("second"), value);
    }
    try (MiniRedis redis = MiniRedis.startIn(folder);
        Client client = Client.connect(redis.host(), redis.port())) {
      assertThat(client.call("GET", "long")).isEqualTo(Reply.bulk(other));
      assertThat(client.call("GET", "second")).isEqualTo(Reply.bulk(value));
    }
  }

  /** A reader that has had half of a value gets the other half of the same. */
  @Test
  void aSlowReaderGetsTheValueThatItAskedForThoughItIsOverwritten() throws Exception {
    Bytes huge = random(20_000_000);
    call("SET", KEY, huge);
    try (Socket slow = new Socket("127.0.0.1", server.port())) {
      slow.getOutputStream().write("GET long\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = slow.getInputStream();
      assertThat(new String(in.readNBytes(11), StandardCharsets.US_ASCII))
          .isEqualTo("$20000000\r\n");
      call("SET", KEY, "other");
      assertThat(outside()).isEqualTo(huge.length());
      assertThat(in.readNBytes(huge.length())).isEqualTo(huge.array());
    }
    awaitOutside(0);
  }

  @Test
  void aReaderWhoLeavesAndAWriterWhoLeavesKeepNothing() throws Exception {
    Bytes huge = random(20_000_000);
    call("SET", KEY, huge);
    try (Socket leaves = new Socket("127.0.0.1", server.port())) {
      leaves
          .getOutputStream()
          .write("GET long\r\nGET long\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(leaves.getInputStream().read()).isEqualTo('$');
    }
    call("DEL", KEY);
    awaitOutside(0);
    try (Socket leaves = new Socket("127.0.0.1", server.port())) {
      OutputStream out = leaves.getOutputStream();
      out.write("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5000000\r\n".getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[3_000_000]);
      Instant end = Instant.now().plusSeconds(10);
      while (outside() == 0 && Instant.now().isBefore(end)) Thread.onSpinWait();
      assertThat(outside()).isPositive();
    }
    awaitOutside(0);
  }

  @Test
  void manyInOnePipelineComeBackInOrder() throws IOException {
    List<Bytes> values = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      values.add(random(random.nextInt(200_000)));
      call("SET", "k" + i, values.get(i));
    }
    for (int round = 0; round < 3; round++) {
      List<Bytes[]> requests = new ArrayList<>();
      for (int i = 0; i < 50; i++) requests.add(new Bytes[] {Bytes.of("GET"), Bytes.of("k" + i)});
      List<Reply> replies = pipelined(requests);
      for (int i = 0; i < 50; i++) assertThat(replies.get(i)).isEqualTo(Reply.bulk(values.get(i)));
    }
  }

  private List<Reply> pipelined(List<Bytes[]> requests) throws IOException {
    for (Bytes[] each : requests) client.send(each);
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) replies.add(client.receive());
    return replies;
  }
}
