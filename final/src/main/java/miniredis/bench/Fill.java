package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The requests that make a collection of a given size, and nothing else, of a key. Each replaces
 * what was there; a hundred elements go into a request.
 */
final class Fill {

  private static final int AT_ONCE = 100;
  private static final int DIGITS = 12;

  private Fill() {}

  /** No collection: what was there is deleted. */
  static Stream<List<Bytes>> nothing(String key) {
    return Stream.of(request("DEL", key));
  }

  static Stream<List<Bytes>> list(String key, int size, int valueSize) {
    Bytes value = Bytes.of(value(valueSize));
    return filled("RPUSH", key, size, (_, words) -> words.add(value));
  }

  static Stream<List<Bytes>> set(String key, int size) {
    return filled("SADD", key, size, (i, words) -> words.add(member(i)));
  }

  static Stream<List<Bytes>> hash(String key, int size, int valueSize) {
    Bytes value = Bytes.of(value(valueSize));
    return filled("HSET", key, size, (i, words) -> Collections.addAll(words, member(i), value));
  }

  static Stream<List<Bytes>> hyperLogLog(String key, int size) {
    return filled("PFADD", key, size, (i, words) -> words.add(member(i)));
  }

  /** The scores are random numbers below the size. */
  static Stream<List<Bytes>> sortedSet(String key, int size) {
    return filled(
        "ZADD",
        key,
        size,
        (i, words) -> Collections.addAll(words, Bytes.of(scattered(i, size)), member(i)));
  }

  /** The scores are the numbers from 0, in their order. */
  static Stream<List<Bytes>> sortedSetInOrder(String key, int size) {
    return filled(
        "ZADD", key, size, (i, words) -> Collections.addAll(words, Bytes.of(i), member(i)));
  }

  /** Places all over a square of ten degrees. */
  static Stream<List<Bytes>> places(String key, int size) {
    return filled(
        "GEOADD",
        key,
        size,
        (i, words) ->
            Collections.addAll(
                words, degrees(scattered(i, size), size), degrees(i, size), member(i)));
  }

  /** Entries with the IDs from 1-1, a request each. */
  static Stream<List<Bytes>> stream(String key, int size, int valueSize) {
    Bytes value = Bytes.of(value(valueSize));
    Bytes field = Bytes.of("field");
    List<Bytes> add = request("XADD", key);
    return Stream.concat(
        nothing(key),
        IntStream.rangeClosed(1, size)
            .mapToObj(i -> List.of(add.get(0), add.get(1), Bytes.of(i + "-1"), field, value)));
  }

  /** Sixteen bytes. */
  static Bytes member(int number) {
    return numbered("elem", number);
  }

  /** A name with a number of twelve digits, as redis-benchmark makes them. */
  static Bytes numbered(String name, int number) {
    String digits = Integer.toString(number);
    return Bytes.of(name + "0".repeat(DIGITS - digits.length()) + digits);
  }

  static String value(int size) {
    return "x".repeat(size);
  }

  static List<Bytes> request(String... words) {
    return Stream.of(words).map(Bytes::of).toList();
  }

  /** A random number below the size, the same at each call. */
  private static long scattered(int number, int size) {
    return new SplittableRandom(number).nextInt(size);
  }

  private static Bytes degrees(long number, int size) {
    return Bytes.of(String.format("%.6f", number * 10.0 / size));
  }

  private static Stream<List<Bytes>> filled(String command, String key, int size, Element element) {
    Stream<List<Bytes>> requests =
        IntStream.range(0, Math.ceilDiv(size, AT_ONCE))
            .mapToObj(
                batch -> {
                  List<Bytes> words = new ArrayList<>(request(command, key));
                  int end = Math.min(size, (batch + 1) * AT_ONCE);
                  for (int i = batch * AT_ONCE; i < end; i++) element.addTo(i, words);
                  return words;
                });
    return Stream.concat(nothing(key), requests);
  }

  /** Adds the words of one element to a request. */
  @FunctionalInterface
  private interface Element {
    void addTo(int number, List<Bytes> words);
  }
}
