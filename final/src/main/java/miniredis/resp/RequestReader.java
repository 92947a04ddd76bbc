package miniredis.resp;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Numbers;
import miniredis.bytes.OffHeap;
import miniredis.bytes.OffHeapBytes;
import miniredis.bytes.Words;

/**
 * Turns the bytes of one connection into requests, however they were cut up on their way.
 *
 * <p>A request is an array of bulk strings, {@code *2 $3 GET $1 k} with CRLF after each, or, for
 * people with a terminal, an inline line of words. The reader keeps just the token that is not
 * complete yet, so every byte is looked at once, even of a huge request.
 *
 * <pre>
 *              '*' line               '$' line             bytes, CRLF
 *   [request] ----------> [length] -------------> [bulk] ---------------+
 *       |  ^                  ^                                         |
 *       +--+ inline line      +------------- more arguments ------------+--> request
 * </pre>
 *
 * <p>No length is trusted: room for a bulk string or for many arguments grows as their bytes come.
 * Errors are worded as Redis words them. Not safe for use by two threads at a time.
 */
public final class RequestReader {

  /** The first word of a request that is a raw line: this very object, so nobody can send it. */
  public static final Bytes LINE = Bytes.of("line");

  /**
   * The first word of a request for which there was no room: this very object. The second is the
   * name of its command.
   */
  public static final Bytes REFUSED = Bytes.of("refused");

  private static final int LONGEST_LINE = 64 * 1024;

  /** Whatever the setting says, Java's arrays end here. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 16;

  private static final int TRUSTED_BYTES = 32 * 1024;

  /**
   * Room for a string grows to so many times what has come of it: fewer times copied, but more room
   * for who promises and does not send.
   */
  private static final int GROWTH = 4;

  /** Up to a megabyte it is less of a risk. */
  private static final int EARLY_GROWTH = 16;

  private static final int EARLY = 1 << 20;

  /**
   * From so many bytes on a string is put outside of the heap as it comes. That is more than what
   * keys {@linkplain OffHeap#LONG keep} there: most shorter ones are on their way into a list or a
   * hash, which would have to fetch them back.
   */
  private static final int LONG = 16 * 1024;

  /** From so many missing bytes on, they are worth being read where they belong. */
  private static final int LONG_REST = 32 * 1024;

  /** Java reads into a buffer of its own first, of the size that is asked for: keep that small. */
  private static final int MOST_AT_ONCE = 256 * 1024;

  /** Outside of the heap it does not, and so many bytes are what a socket holds at the most. */
  private static final int MOST_OFF_HEAP_AT_ONCE = 4 << 20;

  private static final int TRUSTED_ARGS = 64;
  private static final int BEFORE_AUTH_ARGS = 10;
  private static final int BEFORE_AUTH_BYTES = 16 * 1024;
  private static final int PLAIN_DIGITS = 8;

  /** What an argument is counted as beside its bytes. */
  private static final int PER_ARG = 24;

  private static final int NOWHERE = -1;

  /** Limits that the server's settings and the client's log-in decide. */
  public interface Limits {
    /** The longest bulk string that is accepted, in bytes. */
    long longestBulk();

    /** The most bytes an unfinished request may hold. */
    long largestRequest();

    /** Whether there is room for a long string of so many bytes; asked again when it grows. */
    boolean hasRoomFor(long bytes);

    /**
     * A place outside of the heap for the first bytes of a string, or null if there is none.
     *
     * @param whole how long the string will be
     */
    OffHeapBytes offHeap(int bytes, int whole);

    /** Whether the client has logged in, or need not. */
    boolean trusted();
  }

  private final Limits limits;
  private final WordCache names;
  private final boolean rawLines;

  /** The part of a line that has come so far; null between lines. */
  private BytesBuilder line;

  /**
   * A line has had a zero byte: Redis's search for its end stops there, for good, and so does ours.
   */
  private boolean blind;

  /** Where in the bytes now being read this request began, or {@link #NOWHERE}. */
  private int beginning;

  /** The arguments so far; null between requests. */
  private Bytes[] args;

  private int argCount;
  private int argsExpected;

  /** The length of the bulk string being read; -1 while a length line is. */
  private int bulk = -1;

  /** The bytes of it that have come; null as long as none has been kept. */
  private byte[] bulkBytes;

  /** The same outside of the heap, where long strings belong if there is room. */
  private OffHeapBytes bulkOffHeap;

  private int bulkCount;
  private long requestBytes;

  /** How many strings outside of the heap have been passed on. */
  private long longStrings;

  /** There was no room for a string of this request: long ones are read, and thrown away. */
  private boolean refused;

  /** The limits as they were when the bytes now being read came: asked for once, not per string. */
  private long longestBulk;

  private long largestRequest;
  private boolean trusted;

  public RequestReader(Limits limits, WordCache names) {
    this(limits, names, false);
  }

  /** With raw lines, a typed line is passed on as a request of two words: {@link #LINE} and it. */
  public RequestReader(Limits limits, WordCache names, boolean rawLines) {
    this.limits = limits;
    this.names = names;
    this.rawLines = rawLines;
  }

  /**
   * Reads all bytes from {@code at} to {@code end}, passing on each request that they complete.
   *
   * @throws ProtocolException after passing on the requests before the fault
   */
  public void read(byte[] in, int at, int end, Consumer<Bytes[]> requests) {
    longestBulk = Math.min(limits.longestBulk(), LONGEST_ARRAY);
    largestRequest = limits.largestRequest();
    trusted = limits.trusted();
    beginning = NOWHERE;
    while (at < end) {
      if (bulk >= 0) at = readBulk(in, at, end, requests);
      else if (args == null && line == null) at = begin(in, at, end, requests);
      else at = readLine(in, at, end, requests);
    }
  }

  /**
   * Programs ask the same again and again, so most requests begin with the bytes with which one
   * before them did: then two lines and the name are read by one comparison. In a long pipeline
   * that saves a third of the reading.
   */
  private int begin(byte[] in, int at, int end, Consumer<Bytes[]> requests) {
    WordCache.Beginning known = blind ? null : names.beginning(in, at, end);
    if (known == null) {
      beginning = at;
      return readLine(in, at, end, requests);
    }
    expect(known.count());
    args[argCount++] = known.name();
    requestBytes = known.name().length() + PER_ARG;
    return at + known.bytes().length;
  }

  /**
   * Where the next bytes belong if they are the middle of a long string, or null. Who reads them
   * there, and then tells {@link #took}, spares a copy of each.
   */
  public ByteBuffer room() {
    if (bulkCount == 0 || bulk - bulkCount < LONG_REST) return null;
    makeRoom(bulkCount + LONG_REST);
    if (refused) return null;
    if (bulkOffHeap != null) {
      int most = Math.min(bulkOffHeap.length() - bulkCount, MOST_OFF_HEAP_AT_ONCE);
      return bulkOffHeap.view(bulkCount, most);
    }
    int count = Math.min(bulkBytes.length - bulkCount, MOST_AT_ONCE);
    return ByteBuffer.wrap(bulkBytes, bulkCount, count);
  }

  /**
   * So many bytes have come into the {@link #room}.
   *
   * @throws ProtocolException if the request is too large with them
   */
  public void took(int count) {
    bulkCount += count;
    largestRequest = limits.largestRequest();
    if (requestBytes + bulkCount > largestRequest) throw ProtocolException.TOO_BIG;
  }

  /**
   * Reads a plain length, {@code *3} or {@code $16} with its CRLF, in one go over its bytes: nearly
   * all lines are one. The rest (not complete, a sign, a zero in front, beyond a limit) is left to
   * the thorough way, which knows what is wrong with it.
   *
   * @return just past the line, or -1 if it is not so plain
   */
  private int readPlainLength(byte[] in, int at, int end) {
    if (line != null || blind || in[at] != (args == null ? '*' : '$')) return -1;
    int length = 0;
    int i = at + 1;
    for (int last = Math.min(end - 1, at + PLAIN_DIGITS + 1); i < last; i++) {
      int digit = in[i] - '0';
      if (digit < 0 || digit > 9) break;
      length = length * 10 + digit;
      if (length == 0) return -1;
    }
    if (i >= end - 1 || in[i] != '\r' || length == 0) return -1;
    if (args == null) {
      if (length > BEFORE_AUTH_ARGS) return -1;
      expect(length);
    } else {
      if (length > longestBulk || length > BEFORE_AUTH_BYTES && !trusted) return -1;
      bulk = length;
    }
    return i + 2;
  }

  /** How many strings outside of the heap have been passed on so far. */
  public long longStrings() {
    return longStrings;
  }

  /** Nothing more will come: gives up what has come of a string. */
  public void close() {
    if (bulkOffHeap != null) bulkOffHeap.drop();
    bulkOffHeap = null;
  }

  /** Bytes that have come of a line or a string that is not complete. */
  public long unreadBytes() {
    return (refused ? 0 : bulkCount) + (line == null ? 0 : line.length());
  }

  /** Bytes of room that are kept for the rest of it. */
  public long freeBytes() {
    int room =
        bulkOffHeap != null ? bulkOffHeap.length() : bulkBytes == null ? 0 : bulkBytes.length;
    return Math.max(0, room - bulkCount) + (line == null ? 0 : line.capacity() - line.length());
  }

  /** Bytes of the complete arguments of a request that is not complete. */
  public long argumentBytes() {
    return requestBytes;
  }

  private int readLine(byte[] in, int at, int end, Consumer<Bytes[]> requests) {
    int plainEnd = readPlainLength(in, at, end);
    if (plainEnd >= 0) return plainEnd;
    byte type = line != null ? line.array()[0] : in[at];
    boolean inline = args == null && type != '*';
    int lineEnd = inline ? inlineEnd(in, at, end) : lineEnd(in, at, end);
    if (lineEnd < 0) {
      keepLine(in, at, end);
      if (line.length() > LONGEST_LINE) throw tooLong(inline);
      return end;
    }
    byte[] from = in;
    int start = at;
    int stop = lineEnd;
    if (line != null) {
      keepLine(in, at, lineEnd);
      from = line.array();
      start = 0;
      stop = line.length();
      line = null;
    }
    if (inline) inlineRequest(from, start, stop, requests);
    else if (args == null) startRequest(from, start + 1, stop - 2);
    else startBulk(from, start, stop - 2);
    return lineEnd;
  }

  /** Just past the newline, or -1. */
  private int inlineEnd(byte[] in, int at, int end) {
    for (int i = at; i < end && !blind; i++) {
      if (in[i] == '\n') return i + 1;
      blind = in[i] == 0;
    }
    return -1;
  }

  /** Just past the byte after the carriage return, or -1: like Redis, it is not looked at. */
  private int lineEnd(byte[] in, int at, int end) {
    if (line != null && !blind && line.array()[line.length() - 1] == '\r') return at + 1;
    for (int i = at; i < end && !blind; i++) {
      if (in[i] == '\r') return i + 1 < end ? i + 2 : -1;
      blind = in[i] == 0;
    }
    return -1;
  }

  private void keepLine(byte[] in, int at, int end) {
    if (line == null) line = new BytesBuilder(Math.max(16, end - at));
    line.append(in, at, end);
  }

  private ProtocolException tooLong(boolean inline) {
    return new ProtocolException(
        inline
            ? "too big inline request"
            : args == null ? "too big mbulk count string" : "too big bulk count string");
  }

  private void inlineRequest(byte[] from, int start, int stop, Consumer<Bytes[]> requests) {
    int stripped = stop - 1 > start && from[stop - 2] == '\r' ? stop - 2 : stop - 1;
    if (rawLines) {
      requests.accept(new Bytes[] {LINE, Bytes.copyOf(from, start, stripped)});
      return;
    }
    Bytes[] words =
        Words.split(from, start, stripped)
            .orElseThrow(() -> new ProtocolException("unbalanced quotes in request"));
    if (words.length > 0) requests.accept(words);
  }

  private void startRequest(byte[] from, int start, int stop) {
    if (!Numbers.isInteger(from, start, stop)) {
      throw new ProtocolException("invalid multibulk length");
    }
    long count = Numbers.integer(from, start, stop);
    if (count > Integer.MAX_VALUE) throw new ProtocolException("invalid multibulk length");
    if (count > BEFORE_AUTH_ARGS && !trusted && !limits.trusted()) {
      throw new ProtocolException("unauthenticated multibulk length");
    }
    if (count <= 0) return;
    expect((int) count);
  }

  private void expect(int count) {
    args = new Bytes[Math.min(count, TRUSTED_ARGS)];
    argCount = 0;
    argsExpected = count;
  }

  private void startBulk(byte[] from, int start, int stop) {
    if (from[start] != '$') {
      char got = from[start] == '\r' || from[start] == '\n' ? ' ' : (char) (from[start] & 0xff);
      throw new ProtocolException("expected '$', got '" + got + "'");
    }
    if (!Numbers.isInteger(from, start + 1, stop)) {
      throw new ProtocolException("invalid bulk length");
    }
    long length = Numbers.integer(from, start + 1, stop);
    if (length < 0 || length > longestBulk) {
      throw new ProtocolException("invalid bulk length");
    }
    if (length > BEFORE_AUTH_BYTES && !trusted && !limits.trusted()) {
      throw new ProtocolException("unauthenticated bulk length");
    }
    bulk = (int) length;
  }

  private int readBulk(byte[] in, int at, int end, Consumer<Bytes[]> requests) {
    if (bulkCount > 0 || end - at < bulk + 2) return keepBulk(in, at, end, requests);
    int stop = at + bulk;
    add(argCount == 0 ? name(in, at, stop) : whole(in, at, stop), requests);
    return stop + 2;
  }

  private Bytes name(byte[] in, int at, int end) {
    Bytes name = names.get(in, at, end);
    boolean plain = beginning != NOWHERE && argsExpected > 1 && argsExpected <= BEFORE_AUTH_ARGS;
    if (plain) names.keepBeginning(in, beginning, end + 2, argsExpected, name);
    beginning = NOWHERE;
    return name;
  }

  private Bytes whole(byte[] in, int at, int end) {
    if (end - at < LONG) return Bytes.copyOf(in, at, end);
    OffHeapBytes outside = limits.offHeap(end - at, end - at);
    if (outside == null) return Bytes.copyOf(in, at, end);
    outside.write(0, in, at, end - at);
    longStrings++;
    return outside;
  }

  /** Collects a bulk string that comes in pieces; bulkCount goes on over its CRLF. */
  private int keepBulk(byte[] in, int at, int end, Consumer<Bytes[]> requests) {
    int taken = Math.min(end - at, bulk + 2 - bulkCount);
    int useful = Math.max(0, Math.min(taken, bulk - bulkCount));
    makeRoom(bulkCount + useful);
    if (useful > 0) keep(in, at, useful);
    bulkCount += taken;
    if (requestBytes + bulkCount > largestRequest) {
      throw ProtocolException.TOO_BIG;
    }
    if (bulkCount == bulk + 2) {
      Bytes whole = refused ? Bytes.EMPTY : collected();
      bulkBytes = null;
      bulkOffHeap = null;
      bulkCount = 0;
      add(whole, requests);
    }
    return at + taken;
  }

  private void keep(byte[] in, int at, int count) {
    if (refused) return;
    if (bulkOffHeap != null) bulkOffHeap.write(bulkCount, in, at, count);
    else System.arraycopy(in, at, bulkBytes, bulkCount, count);
  }

  private Bytes collected() {
    if (bulkOffHeap == null) return Bytes.wrap(bulkBytes);
    longStrings++;
    return bulkOffHeap;
  }

  private void makeRoom(int needed) {
    if (refused || bulkBytes != null && needed <= bulkBytes.length) return;
    if (bulkOffHeap != null && needed <= bulkOffHeap.length()) return;
    long most = Math.max((long) GROWTH * needed, Math.min(EARLY, (long) EARLY_GROWTH * needed));
    int grown = (int) Math.min(bulk, Math.max(TRUSTED_BYTES, most));
    if (makeRoomOffHeap(grown)) return;
    refused = bulkOffHeap != null || grown > EARLY && !limits.hasRoomFor(grown);
    if (bulkOffHeap != null) close();
    if (refused) bulkBytes = null;
    else bulkBytes = bulkBytes == null ? new byte[grown] : Arrays.copyOf(bulkBytes, grown);
  }

  /** A string begins outside of the heap or in it, and stays where it has begun. */
  private boolean makeRoomOffHeap(int room) {
    if (bulkOffHeap != null) return bulkOffHeap.resize(room);
    if (bulk < LONG || bulkBytes != null) return false;
    bulkOffHeap = limits.offHeap(room, bulk);
    return bulkOffHeap != null;
  }

  private void add(Bytes arg, Consumer<Bytes[]> requests) {
    bulk = -1;
    if (argCount == args.length) {
      args = Arrays.copyOf(args, (int) Math.min(argsExpected, args.length * 2L));
    }
    args[argCount++] = arg;
    if (argCount == argsExpected) {
      Bytes[] complete = args;
      args = null;
      requestBytes = 0;
      requests.accept(refused ? new Bytes[] {REFUSED, complete[0]} : complete);
      refused = false;
      return;
    }
    requestBytes += arg.length() + PER_ARG;
    if (requestBytes > largestRequest) throw ProtocolException.TOO_BIG;
  }
}
