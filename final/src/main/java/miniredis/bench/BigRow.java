package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.ReplyWriter;

/**
 * Requests of many bytes or of many keys, and how long their replies are: so that whoever measures
 * need not look at them.
 *
 * @param pipelined so many are sent at once
 * @param measured so many make one measurement
 * @param before what makes the keys that they work on
 * @param request one of them, given its number in the measurement
 * @param replyBytes the bytes of one reply
 */
record BigRow(
    String name,
    int pipelined,
    int measured,
    Supplier<Stream<List<Bytes>>> before,
    IntFunction<List<Bytes>> request,
    long replyBytes) {

  private static final int KEYS = 1_000_000;

  private static final int MANY = 100;
  private static final int VALUE = 32;
  private static final int PART = 1000;
  private static final int ELEMENTS = 10_000;
  private static final int MEGABYTE = 1 << 20;

  /** A measurement moves about so many bytes. */
  private static final int BYTES = 512 << 20;

  /** All of them. */
  static List<BigRow> all() {
    List<BigRow> rows = new ArrayList<>();
    for (int pipelined : new int[] {1, 16}) {
      for (int size : new int[] {10_000, 100_000, 1_000_000}) {
        rows.add(get(size, pipelined));
        rows.add(set(size, pipelined));
      }
    }
    rows.add(get(64 * MEGABYTE, 1));
    rows.add(set(64 * MEGABYTE, 1));
    rows.add(append());
    rows.add(setRange());
    rows.add(range());
    rows.addAll(manyKeys());
    return rows;
  }

  private static String size(int bytes) {
    if (bytes % MEGABYTE == 0) return bytes / MEGABYTE + " MB";
    return bytes % 1_000_000 == 0 ? bytes / 1_000_000 + " MB" : bytes / 1000 + " kB";
  }

  private static int times(int size) {
    return Math.clamp(BYTES / size, 16, 20_000);
  }

  private static List<Bytes> words(Object... words) {
    return Stream.of(words)
        .map(word -> word instanceof Bytes bytes ? bytes : Bytes.of(word.toString()))
        .toList();
  }

  private static Stream<List<Bytes>> made(int size) {
    return Stream.of(words("SET", "big", Bytes.wrap(new byte[size])));
  }

  private static long bulk(int size) {
    return 1 + Integer.toString(size).length() + 2 + size + 2;
  }

  private static BigRow get(int size, int pipelined) {
    List<Bytes> request = words("GET", "big");
    return new BigRow(
        "GET of " + size(size), pipelined, times(size), () -> made(size), _ -> request, bulk(size));
  }

  private static BigRow set(int size, int pipelined) {
    List<Bytes> request = words("SET", "big", Bytes.wrap(new byte[size]));
    return new BigRow(
        "SET of " + size(size),
        pipelined,
        times(size),
        Stream::empty,
        _ -> request,
        "+OK\r\n".length());
  }

  private static BigRow append() {
    List<Bytes> request = words("APPEND", "big", Bytes.wrap(new byte[PART]));
    int length = ":1000000\r\n".length();
    return new BigRow(
        "APPEND of 1 kB to 1 MB", 1, 5000, () -> made(MEGABYTE), _ -> request, length);
  }

  private static BigRow setRange() {
    List<Bytes> request = words("SETRANGE", "big", MEGABYTE / 2, Bytes.wrap(new byte[PART]));
    int length = (":" + MEGABYTE + "\r\n").length();
    return new BigRow(
        "SETRANGE of 1 kB in 1 MB", 1, 10_000, () -> made(MEGABYTE), _ -> request, length);
  }

  private static BigRow range() {
    List<Bytes> request = words("LRANGE", "list", 0, -1);
    long length = ("*" + ELEMENTS + "\r\n").length() + ELEMENTS * bulk(VALUE);
    return new BigRow(
        "LRANGE of 10,000", 1, 500, () -> Fill.list("list", ELEMENTS, VALUE), _ -> request, length);
  }

  private static List<BigRow> manyKeys() {
    Supplier<Stream<List<Bytes>>> keys = () -> Workload.keys(0, KEYS, VALUE);
    long values = ("*" + MANY + "\r\n").length() + MANY * bulk(VALUE);
    int count = (":" + MANY + "\r\n").length();
    return List.of(
        new BigRow("MGET of 100", 1, KEYS / MANY, keys, i -> keys("MGET", i, false), values),
        new BigRow("MSET of 100", 1, KEYS / MANY, keys, i -> keys("MSET", i, true), 5),
        new BigRow("EXISTS of 100", 1, KEYS / MANY, keys, i -> keys("EXISTS", i, false), count),
        new BigRow("DEL of 100", 1, KEYS / MANY, keys, i -> keys("DEL", i, false), count),
        new BigRow("UNLINK of 100", 1, KEYS / MANY, keys, i -> keys("UNLINK", i, false), count));
  }

  /** Each number has keys of its own, which lie apart. */
  private static List<Bytes> keys(String command, int number, boolean withValues) {
    List<Bytes> words = new ArrayList<>(words(command));
    Bytes value = Bytes.of(Fill.value(VALUE));
    for (int key = number; key < KEYS; key += KEYS / MANY) {
      words.add(Workload.key(key));
      if (withValues) words.add(value);
    }
    return words;
  }

  /** The bytes of so many requests, from this number on. */
  byte[] bytes(int from) {
    BytesBuilder out = new BytesBuilder(256);
    for (int i = 0; i < pipelined; i++) ReplyWriter.request(request.apply(from + i), out);
    return Arrays.copyOf(out.array(), out.length());
  }
}
