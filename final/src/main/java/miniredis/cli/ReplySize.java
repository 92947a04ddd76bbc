package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * How large the reply to a command will be, at most: by what commands tell that cost the server
 * next to nothing, whatever the size. What is not known to be large counts as nothing.
 */
final class ReplySize {

  private final Bytes[] words;
  private final Client server;

  ReplySize(Bytes[] words, Client server) {
    this.words = words;
    this.server = server;
  }

  /** How many items. */
  long items() throws IOException {
    String name = words[0].toLowerCase().text();
    if (name.equals("keys")) return number("DBSIZE");
    if (words.length < 2) return 0;
    return switch (name) {
      case "lrange" -> inRange(of("LLEN", words[1]));
      case "smembers", "sdiff" -> of("SCARD", words[1]);
      case "sunion" -> sum("SCARD", 1, words.length);
      case "sinter" -> least("SCARD", 1, words.length);
      case "zunion", "zinter", "zdiff" -> pairs(several(name));
      case "hgetall" -> 2 * of("HLEN", words[1]);
      case "hkeys", "hvals" -> of("HLEN", words[1]);
      case "zrange", "zrevrange" -> pairs(sorted());
      case "zrangebyscore" -> pairs(limited(byScore(2, 3)));
      case "zrevrangebyscore" -> pairs(limited(byScore(3, 2)));
      case "zrangebylex" -> limited(counted("ZLEXCOUNT", 2, 3));
      case "zrevrangebylex" -> limited(counted("ZLEXCOUNT", 3, 2));
      case "geosearch", "georadius", "georadius_ro", "georadiusbymember", "georadiusbymember_ro" ->
          atMost("COUNT", of("ZCARD", words[1]));
      case "xrange", "xrevrange" -> atMost("COUNT", of("XLEN", words[1]));
      case "xread", "xreadgroup" -> atMost("COUNT", streams());
      case "sort", "sort_ro" -> has("STORE") ? 0 : limited(anyKind());
      default -> 0;
    };
  }

  /** How many bytes, of a reply that is one string or several. */
  long bytes() throws IOException {
    if (words.length < 2) return 0;
    return switch (words[0].toLowerCase().text()) {
      case "get", "getex", "getdel" -> of("STRLEN", words[1]);
      case "getrange", "substr" -> inRange(of("STRLEN", words[1]));
      case "mget" -> sum("STRLEN", 1, words.length);
      case "dump" -> Math.max(0, number("MEMORY", "USAGE", words[1]));
      default -> 0;
    };
  }

  private long number(Object... request) throws IOException {
    Bytes[] asked =
        Stream.of(request)
            .map(word -> word instanceof Bytes bytes ? bytes : Bytes.of(word.toString()))
            .toArray(Bytes[]::new);
    return server.call(asked) instanceof Reply.Int(long value) ? value : -1;
  }

  /** Nothing, too, of a key of another type: the command itself will say so. */
  private long of(String command, Bytes key) throws IOException {
    return Math.max(0, number(command, key));
  }

  private long sum(String command, int from, int to) throws IOException {
    long sum = 0;
    for (int i = from; i < to; i++) sum += of(command, words[i]);
    return sum;
  }

  private long least(String command, int from, int to) throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = from; i < to; i++) least = Math.min(least, of(command, words[i]));
    return least;
  }

  /** Of several sorted sets, whose number comes before them. */
  private long several(String name) throws IOException {
    int end = whole(1) > words.length - 2 ? 2 : 2 + (int) Math.max(0, whole(1));
    if (end == 2) return 0;
    return switch (name) {
      case "zunion" -> sum("ZCARD", 2, end);
      case "zinter" -> least("ZCARD", 2, end);
      default -> of("ZCARD", words[2]);
    };
  }

  private long sorted() throws IOException {
    int low = has("REV") ? 3 : 2;
    if (has("BYSCORE")) return limited(byScore(low, 5 - low));
    if (has("BYLEX")) return limited(counted("ZLEXCOUNT", low, 5 - low));
    return inRange(of("ZCARD", words[1]));
  }

  private long byScore(int low, int high) throws IOException {
    return counted("ZCOUNT", low, high);
  }

  private long counted(String command, int low, int high) throws IOException {
    return words.length < 4 ? 0 : Math.max(0, number(command, words[1], words[low], words[high]));
  }

  /** The scores come with the members, if they are asked for. */
  private long pairs(long members) {
    return has("WITHSCORES") ? 2 * members : members;
  }

  private long streams() throws IOException {
    int first = index("STREAMS") + 1;
    return first == 0 ? 0 : sum("XLEN", first, first + (words.length - first) / 2);
  }

  private long anyKind() throws IOException {
    long ordered = Math.max(of("LLEN", words[1]), of("ZCARD", words[1]));
    return Math.max(ordered, of("SCARD", words[1]));
  }

  private boolean has(String option) {
    return index(option) >= 0;
  }

  private int index(String option) {
    return IntStream.range(1, words.length).filter(i -> words[i].is(option)).findFirst().orElse(-1);
  }

  /** No more than the number that stands behind an option, if it is there. */
  private long atMost(String option, long size) {
    int at = index(option);
    return at < 0 || at + 1 >= words.length || whole(at + 1) < 0
        ? size
        : Math.min(size, whole(at + 1));
  }

  /** {@code LIMIT offset count}. */
  private long limited(long size) {
    int at = index("LIMIT");
    return at < 0 || at + 2 >= words.length || whole(at + 2) < 0
        ? size
        : Math.min(size, whole(at + 2));
  }

  private long whole(int at) {
    return Numbers.isInteger(words[at]) ? Numbers.integer(words[at]) : -1;
  }

  /** How many of so many items lie between two indexes; negative ones count from the end. */
  private long inRange(long size) {
    if (words.length < 4 || !Numbers.isInteger(words[2]) || !Numbers.isInteger(words[3])) {
      return size;
    }
    long first = fromStart(Numbers.integer(words[2]), size);
    long last = Math.min(size - 1, fromStart(Numbers.integer(words[3]), size));
    return Math.max(0, last - Math.max(0, first) + 1);
  }

  private static long fromStart(long index, long size) {
    return index < 0 ? index + size : index;
  }
}
