package miniredis.lens;

import module java.base;

/**
 * Follows one direction of a connection: it says of each byte what it is for, and finds where
 * frames end, however the bytes were cut up on their way.
 *
 * <pre>
 *            a type        CR              LF                       all bytes
 *   [start] ------> [line] --> [line feed] --> [body] ---------------------+
 *      |               ^            |  a length of bytes                   |
 *      |  +------------+            +--> [start] for the next element      |
 *      |  |  elements left in the array                                    |
 *      +--+<---------------------------------- [body's CR] [body's LF] <---+
 * </pre>
 *
 * <p>It does not read the protocol as the server does: it judges nothing, and where it can make no
 * sense of what it sees, all that follows is junk. It keeps no more of a frame than {@link
 * Frame#HEAD} bytes. For one thread at a time.
 */
final class WireReader {

  /** Whose bytes they are: a client's requests or a server's replies. */
  enum Side {
    REQUESTS,
    REPLIES
  }

  private enum State {
    START,
    LINE,
    LINE_FEED,
    BODY,
    BODY_CR,
    BODY_LF,
    OPAQUE
  }

  private static final int DEEPEST = 128;
  private static final long LONGEST = 1L << 40;

  /** Types whose line is a length; the others' line is the value. */
  private static final String WITH_LENGTH = "$*~>%|=!";

  private final Side side;
  private final Consumer<Frame> frames;
  private final Parts parts = new Parts();

  /** How many elements are missing at each depth, and whether they are notes about what follows. */
  private final long[] missing = new long[DEEPEST];

  private final boolean[] notes = new boolean[DEEPEST];
  private int depth;

  private State state = State.START;
  private Role lineRole;

  /** What bytes are for once they cannot be understood. */
  private Role opaque = Role.JUNK;

  private char type;
  private char frameType;
  private long number;
  private boolean negative;
  private boolean blank;
  private long body;

  /** The beginning of a frame that came in earlier pieces. */
  private final byte[] kept = new byte[Frame.HEAD];

  private int keptCount;
  private long frameFrom;

  /** Where the stream stands at the beginning of this piece, and the frame in its array. */
  private long offset;

  private int begin;
  private boolean inFrame;

  private byte[] in;
  private int first;

  /**
   * @param frames is given each frame when its last byte has come
   */
  WireReader(Side side, Consumer<Frame> frames) {
    this.side = side;
    this.frames = frames;
  }

  /** Bytes that have been read. */
  long offset() {
    return offset;
  }

  /** The roles of the bytes of the last piece. */
  Parts parts() {
    return parts;
  }

  /** From now on the bytes are no frames: a snapshot for a replica follows, for example. */
  void stopReading() {
    opaque = Role.PAYLOAD;
    state = State.OPAQUE;
  }

  /** Reads a piece: the bytes from {@code from} to {@code to}. */
  void read(byte[] bytes, int from, int to) {
    parts.clear();
    in = bytes;
    first = from;
    begin = from;
    int at = from;
    while (at < to) {
      at =
          switch (state) {
            case START -> start(at);
            case LINE -> line(at, to);
            case LINE_FEED -> lineFeed(at);
            case BODY -> body(at, to);
            case BODY_CR -> bodyEnd(at, '\r', State.BODY_LF);
            case BODY_LF -> bodyEnd(at, '\n', State.START);
            case OPAQUE -> opaque(at, to);
          };
    }
    if (inFrame) keep(to);
    offset += to - from;
  }

  private int start(int at) {
    if (!inFrame) {
      inFrame = true;
      begin = at;
      frameFrom = offset + at - first;
    }
    type = (char) (in[at] & 0xff);
    number = 0;
    negative = false;
    blank = true;
    state = State.LINE;
    if (!isTyped()) {
      if (depth > 0) return broken(at);
      type = Frame.INLINE;
      frameType = type;
      lineRole = Role.INLINE;
      return at;
    }
    if (depth == 0) frameType = type;
    lineRole = WITH_LENGTH.indexOf(type) >= 0 ? Role.LENGTH : Role.PAYLOAD;
    parts.add(Role.TYPE, 1);
    return at + 1;
  }

  private boolean isTyped() {
    return switch (side) {
      case REQUESTS -> type == (depth == 0 ? '*' : '$');
      case REPLIES -> "$*:+-_~>%|=!,#(".indexOf(type) >= 0;
    };
  }

  private int line(int at, int to) {
    int i = at;
    for (; i < to && in[i] != '\r' && in[i] != '\n'; i++) {
      if (lineRole == Role.LENGTH && !digit(in[i])) {
        parts.add(lineRole, i - at);
        return broken(i);
      }
      blank &= in[i] <= ' ' && in[i] >= 0;
    }
    parts.add(lineRole, i - at);
    if (i == to) return to;
    parts.add(Role.CRLF, 1);
    if (in[i] == '\r') state = State.LINE_FEED;
    else if (lineRole == Role.LENGTH) return broken(i + 1);
    else lineEnded(i + 1);
    return i + 1;
  }

  private boolean digit(byte b) {
    if (b == '-' && number == 0 && !negative) return negative = true;
    number = number * 10 + b - '0';
    return b >= '0' && b <= '9' && number < LONGEST;
  }

  private int lineFeed(int at) {
    if (in[at] != '\n') {
      // Of a line that was typed, a carriage return is a character like others.
      if (type != Frame.INLINE) return broken(at);
      state = State.LINE;
      return at;
    }
    parts.add(Role.CRLF, 1);
    lineEnded(at + 1);
    return at + 1;
  }

  private void lineEnded(int at) {
    state = State.START;
    switch (type) {
      case '$', '=', '!' -> {
        body = number;
        if (negative) element(at);
        else state = number == 0 ? State.BODY_CR : State.BODY;
      }
      case '*', '~', '>' -> elements(number, false, at);
      case '%' -> elements(2 * number, false, at);
      case '|' -> elements(2 * number, true, at);
      case Frame.INLINE -> {
        if (blank) dropped();
        else element(at);
      }
      default -> element(at);
    }
  }

  private void elements(long count, boolean note, int at) {
    if (negative || count == 0) {
      if (!note) element(at);
    } else if (depth == DEEPEST) {
      broken(at);
    } else {
      missing[depth] = count;
      notes[depth++] = note;
    }
  }

  private int body(int at, int to) {
    int count = (int) Math.min(body, to - at);
    parts.add(Role.PAYLOAD, count);
    body -= count;
    if (body == 0) state = State.BODY_CR;
    return at + count;
  }

  private int bodyEnd(int at, char expected, State next) {
    if (in[at] != expected) return broken(at);
    parts.add(Role.CRLF, 1);
    state = next;
    if (next == State.START) element(at + 1);
    return at + 1;
  }

  /** An element is complete, and with it perhaps the arrays that it was the last of. */
  private void element(int at) {
    while (depth > 0) {
      if (--missing[depth - 1] > 0) return;
      if (notes[--depth]) return;
    }
    ended(at);
  }

  private void ended(int at) {
    inFrame = false;
    long to = offset + at - first;
    if (keptCount == 0) {
      int end = Math.min(at, begin + Frame.HEAD);
      frames.accept(new Frame(frameFrom, to, frameType, in, begin, end));
    } else {
      keep(at);
      frames.accept(new Frame(frameFrom, to, frameType, kept, 0, keptCount));
      keptCount = 0;
    }
  }

  private void keep(int to) {
    int count = Math.min(to - begin, kept.length - keptCount);
    System.arraycopy(in, begin, kept, keptCount, count);
    keptCount += count;
    begin = to;
  }

  private int broken(int at) {
    state = State.OPAQUE;
    dropped();
    return at;
  }

  private void dropped() {
    inFrame = false;
    keptCount = 0;
  }

  private int opaque(int at, int to) {
    parts.add(opaque, to - at);
    return to;
  }
}
