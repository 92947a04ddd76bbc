package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.value.StreamId;
import miniredis.value.StreamTrim;
import miniredis.value.StreamValue;

/**
 * What stands between the key and the entry of XADD, and all that stands behind the key of XTRIM.
 *
 * <p>{@code MAXLEN ~ 1000} lets a stream be longer by a part of a node, for to delete whole nodes
 * costs next to nothing. How many that deletes depends on how the entries are packed, so the log
 * has, in place of it, the length that came out, exactly.
 */
final class StreamOptions {

  private static final Bytes EXACTLY = Bytes.of("=");
  private static final long LEAST_LIMIT = 10_000;
  private static final long MOST_LIMIT = 1_000_000;

  private final Call call;
  private StreamTrim trim;
  private boolean approximate;

  /** Where the length or the id stands up to which is trimmed. */
  private int thresholdAt;

  private long limit;
  private boolean isLimited;
  private boolean makesNoStream;

  /** Where the id of an entry stands, or what comes after the last argument. */
  private int idAt;

  /** The id that stands there; null if all or some of it is to be chosen. */
  private StreamId given;

  private StreamOptions(Call call) {
    this.call = call;
  }

  static StreamOptions ofAdd(Call call) {
    StreamOptions options = new StreamOptions(call);
    options.idAt = options.readUpToId();
    options.checkLimit();
    options.fixLimit();
    return options;
  }

  static StreamOptions ofTrim(Call call) {
    StreamOptions options = new StreamOptions(call);
    for (int at = 2; at < call.size(); ) {
      int next = options.readTrimming(at);
      if (next == at) throw Errors.syntax();
      at = next;
    }
    options.checkLimit();
    if (options.trim == null) throw new CommandException(Errors.NO_TRIM);
    options.fixLimit();
    return options;
  }

  private int readUpToId() {
    for (int at = 2; at < call.size(); ) {
      Bytes word = call.arg(at);
      if (isStar(word)) return at;
      int next = readTrimming(at);
      if (next == at && word.is("NOMKSTREAM")) {
        makesNoStream = true;
        next++;
      }
      if (next == at) {
        if (!StreamIds.isPartial(word)) given = StreamIds.parse(word);
        else StreamIds.firstNumber(word);
        return at;
      }
      at = next;
    }
    return call.size();
  }

  static boolean isStar(Bytes id) {
    return StreamIds.isChar(id, '*');
  }

  /** Reads an option on trimming; the place behind it, or the same place if there is none. */
  private int readTrimming(int at) {
    if (at + 1 == call.size()) return at;
    Bytes word = call.arg(at);
    if (word.is("MAXLEN")) {
      int number = operator(at);
      long most = call.integer(number);
      if (most < 0) throw new CommandException(Errors.STREAM_MAXLEN);
      return trim(new StreamTrim.MaxLength(most), number);
    }
    if (word.is("MINID")) {
      int id = operator(at);
      return trim(new StreamTrim.MinId(StreamIds.parse(call.arg(id))), id);
    }
    if (!word.is("LIMIT")) return at;
    limit = call.integer(at + 1);
    if (limit < 0) throw new CommandException(Errors.STREAM_LIMIT);
    isLimited = true;
    return at + 2;
  }

  /** Reads {@code =} or {@code ~} if it is there; the place behind it. */
  private int operator(int at) {
    if (trim != null) throw new CommandException(Errors.MAXLEN_AND_MINID);
    Bytes next = call.arg(at + 1);
    boolean more = at + 2 < call.size();
    approximate = more && StreamIds.isChar(next, '~');
    return approximate || more && StreamIds.isChar(next, '=') ? at + 2 : at + 1;
  }

  private int trim(StreamTrim what, int at) {
    trim = what;
    thresholdAt = at;
    return at + 1;
  }

  private void checkLimit() {
    if (limit > 0 && trim == null) throw new CommandException(Errors.LIMIT_WITHOUT_TRIM);
  }

  /**
   * How many entries may be deleted where nobody has said it. What stands in a log was made exact
   * after the fact, and its limit was left as it was: there it means nothing.
   */
  private void fixLimit() {
    if (call.keyspace().isReplaying()) {
      limit = 0;
    } else if (isLimited && !approximate) {
      throw new CommandException(Errors.LIMIT_OF_EXACT_TRIM);
    } else if (!isLimited && approximate) {
      long nodes = Math.min(call.keyspace().limits().streamNodeEntries, MOST_LIMIT);
      limit = Math.clamp(100 * nodes, LEAST_LIMIT, MOST_LIMIT);
    }
  }

  int idAt() {
    return idAt;
  }

  /** The id of XADD as a whole; null if all or some of it is to be chosen. */
  StreamId given() {
    return given;
  }

  boolean makesNoStream() {
    return makesNoStream;
  }

  boolean isApproximate() {
    return approximate;
  }

  /** Deletes what is too much; how many entries that were. */
  long trim(StreamValue stream) {
    return trim == null ? 0 : stream.trim(trim, approximate, limit);
  }

  /** Makes a trim that was approximate exact in a request that is to be handed on. */
  void makeExact(Bytes[] request, StreamValue stream) {
    if (!approximate) return;
    request[thresholdAt - 1] = EXACTLY;
    boolean byLength = trim instanceof StreamTrim.MaxLength;
    request[thresholdAt] = byLength ? Bytes.of(stream.length()) : firstId(stream).toBytes();
  }

  /** Of what stands in the first node, even if it is deleted: so Redis logs it. */
  private static StreamId firstId(StreamValue stream) {
    return stream.nodes().isEmpty() ? StreamId.MAX : stream.nodes().iterator().next().id();
  }
}
