package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;

/** A type of data: how a collection of a size is made, and what is done with it then. */
enum Family {
  STRING(
      size -> Stream.concat(Workload.keys(0, size, 16), text(size)),
      Operation.constant("SET", "SET #key 0123456789012345"),
      Operation.constant("GET", "GET #key"),
      Operation.constant("GETRANGE of 100 in the middle", "GETRANGE text #half #half+99"),
      Operation.constant("SETRANGE in the middle", "SETRANGE text #half 0123456789012345"),
      Operation.constant("BITCOUNT", "BITCOUNT text").ofAll()),
  LIST(
      size -> Fill.list("list", size, 16),
      Operation.constant("LPUSH, LPOP", "LPUSH list 0123456789012345", "LPOP list"),
      Operation.linear("LINDEX in the middle", "LINDEX list #half"),
      Operation.linear("LSET in the middle", "LSET list #half 0123456789012345"),
      Operation.constant("LRANGE, the first 1000", "LRANGE list 0 999").of(1000),
      Operation.linear("LRANGE of 100 in the middle", "LRANGE list #half #half+99")
          .ofNeighbours(100),
      Operation.constant("COPY, LTRIM to half", "COPY list half REPLACE", "LTRIM half #half -1")
          .ofAll()),
  HASH(
      size -> Fill.hash("hash", size, 16),
      Operation.constant("HSET, HDEL", "HSET hash #new 0123456789012345", "HDEL hash #new"),
      Operation.constant("HGET", "HGET hash #member"),
      Operation.constant("HRANDFIELD of 100", "HRANDFIELD hash 100").of(100),
      Operation.constant("HSCAN of 100", "HSCAN hash 0 COUNT 100").of(100)),
  SET(
      size -> Stream.concat(Fill.set("set", size), Fill.set("small", 100)),
      Operation.constant("SADD, SREM", "SADD set #new", "SREM set #new"),
      Operation.constant("SISMEMBER", "SISMEMBER set #member"),
      Operation.constant("SRANDMEMBER of 100", "SRANDMEMBER set 100").of(100),
      Operation.constant("SINTER with a small one", "SINTER set small").of(100),
      Operation.constant("SINTERSTORE with itself", "SINTERSTORE other set set").ofAll(),
      Operation.constant("SUNIONSTORE", "SUNIONSTORE other set small").ofAll(),
      Operation.constant("SDIFFSTORE", "SDIFFSTORE other set small").ofAll(),
      Operation.constant("COPY, SPOP of half", "COPY set other REPLACE", "SPOP other #half")
          .ofAll()),
  ZSET(
      size -> Stream.concat(Fill.sortedSet("zset", size), Fill.sortedSet("small", 100)),
      Operation.logarithmic("ZADD, ZREM", "ZADD zset #random #new", "ZREM zset #new"),
      Operation.logarithmic("ZADD of another score", "ZADD zset #random #member"),
      Operation.constant("ZSCORE", "ZSCORE zset #member"),
      Operation.logarithmic("ZRANK", "ZRANK zset #member"),
      Operation.logarithmic("ZCOUNT of half", "ZCOUNT zset #half +inf"),
      Operation.logarithmic("ZRANGE of 100 in the middle", "ZRANGE zset #half #half+99")
          .ofNeighbours(100),
      Operation.logarithmic(
              "ZRANGE BYSCORE of 100 anywhere", "ZRANGE zset #random +inf BYSCORE LIMIT 0 100")
          .ofNeighbours(100),
      Operation.logarithmic("ZADD, ZPOPMIN", "ZADD zset -1 #new", "ZPOPMIN zset"),
      Operation.logarithmic(
              "COPY, ZREMRANGEBYRANK of half",
              "COPY zset other REPLACE",
              "ZREMRANGEBYRANK other #half -1")
          .ofAll(),
      Operation.logarithmic("ZUNIONSTORE", "ZUNIONSTORE other 2 zset small").ofAll(),
      Operation.constant("ZINTER with a small one", "ZINTER 2 zset small").of(100)),
  GEO(
      size -> Fill.places("geo", size),
      Operation.logarithmic("GEOADD, ZREM", "GEOADD geo 5.5 5.5 #new", "ZREM geo #new"),
      Operation.constant("GEOPOS", "GEOPOS geo #member"),
      Operation.logarithmic(
              "GEOSEARCH for about ten", "GEOSEARCH geo FROMMEMBER #member BYRADIUS #radius km")
          .ofNeighbours(10)),
  HLL(
      size -> Stream.concat(Fill.hyperLogLog("hll", size), Fill.hyperLogLog("other", size)),
      Operation.constant("PFADD", "PFADD hll #new"),
      Operation.constant("PFCOUNT", "PFCOUNT hll"),
      Operation.constant("PFCOUNT of two", "PFCOUNT hll other"),
      Operation.constant("PFMERGE", "PFMERGE both hll other")),
  STREAM(
      Family::stream,
      Operation.constant("XRANGE of 100 in the middle", "XRANGE stream #half + COUNT 100").of(100),
      Operation.constant("XREVRANGE of 100 in the middle", "XREVRANGE stream #half - COUNT 100")
          .of(100),
      Operation.constant("XREAD of 500 from the middle", "XREAD COUNT 500 STREAMS stream #half")
          .of(500),
      Operation.constant(
              "XREADGROUP of 100 from the middle",
              "XGROUP SETID stream group #half",
              "XREADGROUP GROUP group anna COUNT 100 STREAMS stream >")
          .of(100),
      Operation.constant(
              "COPY, XTRIM to half", "COPY stream half REPLACE", "XTRIM half MAXLEN #half")
          .ofAll(),
      Operation.constant("XADD MAXLEN", "XADD stream MAXLEN #size * field 0123456789012345"));

  private final IntFunction<Stream<List<Bytes>>> filling;
  private final List<Operation> operations;

  Family(IntFunction<Stream<List<Bytes>>> filling, Operation... operations) {
    this.filling = filling;
    this.operations = List.of(operations);
  }

  /** The requests that make the collection, for an empty database. */
  Stream<List<Bytes>> filling(int size) {
    return filling.apply(size);
  }

  List<Operation> operations() {
    return operations;
  }

  private static Stream<List<Bytes>> text(int size) {
    return Stream.of(Fill.request("SETRANGE", "text", "" + size, "x"));
  }

  private static Stream<List<Bytes>> stream(int size) {
    return Stream.concat(
        Fill.stream("stream", size, 16),
        Stream.of(Fill.request("XGROUP", "CREATE", "stream", "group", "0")));
  }
}
