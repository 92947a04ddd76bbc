package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.ReplyWriter;

/**
 * The commands that servers are loaded with, and what must be there before.
 *
 * <p>In the words, {@value #RANDOM} is a random number of twelve digits, as redis-benchmark has it,
 * and {@code VALUE} the value. A key is 16 bytes long: {@code key:000000012345}.
 */
enum Workload {
  PING("PING"),
  SET("SET", "key:__rand_int__", "VALUE"),
  GET("GET", "key:__rand_int__"),
  INCR("INCR", "counter:__rand_int__"),
  MSET(tenPairs()),
  LPUSH("LPUSH", "mylist", "VALUE"),
  RPUSH("RPUSH", "mylist", "VALUE"),
  LPOP("LPOP", "mylist"),
  RPOP("RPOP", "mylist"),
  LRANGE_100("LRANGE", "mylist", "0", "99"),
  HSET("HSET", "myhash", "element:__rand_int__", "VALUE"),
  SADD("SADD", "myset", "element:__rand_int__"),
  ZADD("ZADD", "myzset", "__rand_int__", "element:__rand_int__");

  static final String RANDOM = "__rand_int__";

  private final List<String> words;

  Workload(String... words) {
    this.words = List.of(words);
  }

  private static String[] tenPairs() {
    List<String> words = new ArrayList<>(List.of("MSET"));
    for (int i = 0; i < 10; i++) words.addAll(List.of("key:__rand_int__", "VALUE"));
    return words.toArray(String[]::new);
  }

  /** The command, with a value of the given size. */
  List<String> words(int valueSize) {
    String value = value(valueSize);
    return words.stream().map(word -> word.equals("VALUE") ? value : word).toList();
  }

  /**
   * The command as it goes over the wire; PING as a plain line, which any server here understands.
   */
  Bytes request(int valueSize) {
    if (this == PING) return Bytes.of("PING\r\n");
    BytesBuilder out = new BytesBuilder(64);
    ReplyWriter.request(bytes(words(valueSize)), out);
    return out.toBytes();
  }

  /** What a server must hold before: keys to be found, elements to be popped, or no old list. */
  Stream<List<Bytes>> preparation(Trial load) {
    return switch (this) {
      case SET, GET, MSET -> keys(0, load.keyspace(), load.valueSize());
      case LPUSH, RPUSH -> Stream.of(bytes(List.of("DEL", "mylist")));
      case LPOP, RPOP -> list(load.requests(), load.valueSize());
      case LRANGE_100 -> list(100, load.valueSize());
      case PING, INCR, HSET, SADD, ZADD -> Stream.empty();
    };
  }

  /** SET for each key with a number from {@code from} to {@code to}, exclusive. */
  static Stream<List<Bytes>> keys(int from, int to, int valueSize) {
    Bytes set = Bytes.of("SET");
    Bytes value = Bytes.of(value(valueSize));
    return IntStream.range(from, to)
        .mapToObj(i -> List.of(set, Bytes.of(String.format("key:%012d", i)), value));
  }

  private static Stream<List<Bytes>> list(int length, int valueSize) {
    List<String> hundred = new ArrayList<>(List.of("RPUSH", "mylist"));
    hundred.addAll(Collections.nCopies(100, value(valueSize)));
    List<Bytes> push = bytes(hundred);
    return Stream.concat(
        Stream.of(bytes(List.of("DEL", "mylist"))),
        IntStream.range(0, (length + 99) / 100).mapToObj(i -> push));
  }

  private static String value(int size) {
    return "x".repeat(size);
  }

  private static List<Bytes> bytes(List<String> words) {
    return words.stream().map(Bytes::of).toList();
  }
}
