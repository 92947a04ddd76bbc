package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.ReplyWriter;

/**
 * The commands that servers are loaded with, and what must be there before.
 *
 * <p>In the words, {@value #RANDOM} is a random number of twelve digits, as redis-benchmark has it,
 * {@code DEGREES} one from 0 up to 10, {@code VALUE} the value, and {@code MIDDLE} half the number
 * of keys. The commands that redis-benchmark has, too, are the same as there. A key is 16 bytes
 * long: {@code key:000000012345}.
 */
enum Workload {
  PING(Workload::nothing, "PING"),
  SET(Workload::keys, "SET", "key:__rand_int__", "VALUE"),
  GET(Workload::keys, "GET", "key:__rand_int__"),
  INCR(Workload::nothing, "INCR", "counter:__rand_int__"),
  MSET(Workload::keys, tenPairs()),
  LPUSH(_ -> Fill.nothing("mylist"), "LPUSH", "mylist", "VALUE"),
  RPUSH(_ -> Fill.nothing("mylist"), "RPUSH", "mylist", "VALUE"),
  LPOP(Workload::list, "LPOP", "mylist"),
  RPOP(Workload::list, "RPOP", "mylist"),
  LRANGE_100(load -> Fill.list("mylist", 100, load.valueSize()), "LRANGE", "mylist", "0", "99"),
  HSET(Workload::nothing, "HSET", "myhash", "element:__rand_int__", "VALUE"),
  SADD(Workload::nothing, "SADD", "myset", "element:__rand_int__"),
  SPOP(load -> Fill.set("myset", load.requests()), "SPOP", "myset"),
  SINTER(Workload::twoSets, "SINTER", "set:small", "set:large"),
  ZADD(Workload::nothing, "ZADD", "myzset", "__rand_int__", "element:__rand_int__"),
  ZPOPMIN(load -> Fill.sortedSet("myzset", load.requests()), "ZPOPMIN", "myzset"),
  ZRANGE(Workload::ranks, "ZRANGE", "myzset", "MIDDLE", "MIDDLE+9"),
  ZRANGEBYSCORE(
      Workload::ranks, "ZRANGEBYSCORE", "myzset", "__rand_int__", "+inf", "LIMIT", "0", "10"),
  ZUNIONSTORE(Workload::twoSortedSets, "ZUNIONSTORE", "zset:both", "2", "zset:a", "zset:b"),
  XADD(_ -> Fill.nothing("mystream"), "XADD", "mystream", "*", "field", "VALUE"),
  XRANGE(Workload::stream, "XRANGE", "mystream", "__rand_int__", "+", "COUNT", "10"),
  PFADD(_ -> Fill.nothing("myhll"), "PFADD", "myhll", "element:__rand_int__"),
  GEOADD(
      _ -> Fill.nothing("mygeo"), "GEOADD", "mygeo", "DEGREES", "DEGREES", "element:__rand_int__"),
  GEOSEARCH(
      load -> Fill.places("mygeo", load.keyspace()),
      "GEOSEARCH mygeo FROMLONLAT DEGREES DEGREES BYRADIUS 10 km".split(" "));

  static final String RANDOM = "__rand_int__";

  /** Members of the small ones of two collections. */
  private static final int SMALL = 100;

  private final Preparation preparation;
  private final List<String> words;

  /** What a server must hold before a load: keys to be found, elements to be popped, or no more. */
  @FunctionalInterface
  private interface Preparation {
    Stream<List<Bytes>> requests(Trial load);
  }

  Workload(Preparation preparation, String... words) {
    this.preparation = preparation;
    this.words = List.of(words);
  }

  private static String[] tenPairs() {
    List<String> words = new ArrayList<>(List.of("MSET"));
    for (int i = 0; i < 10; i++) words.addAll(List.of("key:__rand_int__", "VALUE"));
    return words.toArray(String[]::new);
  }

  /** The command as it is sent by redis-benchmark. */
  List<String> words(Trial load) {
    return words.stream().map(word -> word(word, load)).toList();
  }

  private static String word(String word, Trial load) {
    return switch (word) {
      case "VALUE" -> Fill.value(load.valueSize());
      case "MIDDLE" -> "" + load.keyspace() / 2;
      case "MIDDLE+9" -> "" + (load.keyspace() / 2 + 9);
      case "DEGREES" -> RANDOM + "e-" + (String.valueOf(load.keyspace() - 1).length() - 1);
      default -> word;
    };
  }

  /**
   * The command as it goes over the wire; PING as a plain line, which any server here understands.
   */
  Bytes request(Trial load) {
    if (this == PING) return Bytes.of("PING\r\n");
    BytesBuilder out = new BytesBuilder(64);
    ReplyWriter.request(words(load).stream().map(Bytes::of).toList(), out);
    return out.toBytes();
  }

  /** How many times fewer of it a measurement takes than of others: each is so much work. */
  int fewer() {
    return switch (this) {
      case SINTER, ZUNIONSTORE, GEOSEARCH -> 10;
      default -> 1;
    };
  }

  /** What a server must be sent before a load is put on it. */
  Stream<List<Bytes>> preparation(Trial load) {
    return preparation.requests(load);
  }

  private static Stream<List<Bytes>> nothing(Trial load) {
    return Stream.empty();
  }

  private static Stream<List<Bytes>> keys(Trial load) {
    return keys(0, load.keyspace(), load.valueSize());
  }

  /** SET for each key with a number from {@code from} to {@code to}, exclusive. */
  static Stream<List<Bytes>> keys(int from, int to, int valueSize) {
    Bytes set = Bytes.of("SET");
    Bytes value = Bytes.of(Fill.value(valueSize));
    return IntStream.range(from, to).mapToObj(i -> List.of(set, key(i), value));
  }

  /** Sixteen bytes. */
  static Bytes key(int number) {
    return Fill.numbered("key:", number);
  }

  private static Stream<List<Bytes>> list(Trial load) {
    return Fill.list("mylist", load.requests(), load.valueSize());
  }

  private static Stream<List<Bytes>> stream(Trial load) {
    return Fill.stream("mystream", load.keyspace(), load.valueSize());
  }

  private static Stream<List<Bytes>> ranks(Trial load) {
    return Fill.sortedSet("myzset", load.keyspace());
  }

  private static Stream<List<Bytes>> twoSets(Trial load) {
    return Stream.concat(Fill.set("set:small", SMALL), Fill.set("set:large", load.keyspace()));
  }

  private static Stream<List<Bytes>> twoSortedSets(Trial load) {
    return Stream.concat(Fill.sortedSet("zset:a", SMALL), Fill.sortedSet("zset:b", SMALL));
  }
}
