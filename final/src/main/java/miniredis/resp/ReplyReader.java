package miniredis.resp;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Numbers;

/**
 * Reads replies from a stream: the client's end of {@link ReplyWriter}, in RESP2 and RESP3.
 *
 * <p>The first byte of a reply names its type, so both protocols are read without knowing which one
 * was agreed on. Attributes ({@code |}) are notes about the reply that follows them; they are
 * dropped. RESP3's blob errors ({@code !}) become plain errors.
 *
 * <p>A server is trusted no more than a client is: room for a string or an array grows as its bytes
 * come, whatever length was announced, and nesting has a limit. Waits for bytes as the stream does;
 * not safe for use by two threads at a time.
 */
public final class ReplyReader {

  /** Redis itself nests its deepest reply (COMMAND DOCS) about ten deep. */
  private static final int DEEPEST = 128;

  private static final int LONGEST_LENGTH = 64;
  private static final int LONGEST_TEXT = 512 << 20;
  private static final int TRUSTED_BYTES = 32 * 1024;
  private static final int TRUSTED_ITEMS = 64;

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int at;
  private int end;

  public ReplyReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next reply, waited for.
   *
   * @throws EOFException if the stream ends before the reply does
   * @throws ProtocolException if what comes is not a reply; the stream is of no use after that
   */
  public Reply read() throws IOException {
    return read(DEEPEST);
  }

  /** Whether bytes of a further reply have come already, so that reading would not wait long. */
  public boolean ready() throws IOException {
    return at < end || in.available() > 0;
  }

  private Reply read(int depth) throws IOException {
    if (depth == 0) throw new ProtocolException("replies nested more than " + DEEPEST + " deep");
    int type = next();
    while (type == '|') {
      items(2 * count(type), depth);
      type = next();
    }
    return switch (type) {
      case '+' -> new Reply.Text(text());
      case '-' -> new Reply.Error(text());
      case ':' -> Reply.integer(number(type));
      case '$' -> bulk();
      case '*' -> array(depth);
      case '_' -> empty();
      case '%' -> new Reply.Map(items(2 * count(type), depth));
      case '~' -> new Reply.Set(items(count(type), depth));
      case '>' -> new Reply.Push(items(count(type), depth));
      case ',' -> floating();
      case '#' -> new Reply.Boolean(truth());
      case '(' -> new Reply.BigNumber(bigNumber());
      case '=' -> verbatim();
      case '!' -> new Reply.Error(string(count(type)));
      default -> throw new ProtocolException("got " + shown(type) + " as reply type byte");
    };
  }

  private Reply bulk() throws IOException {
    long length = number('$');
    return length == -1 ? Reply.NULL : new Reply.Bulk(string(checked(length, '$')));
  }

  private Reply array(int depth) throws IOException {
    long count = number('*');
    return count == -1 ? Reply.NULL_ARRAY : Reply.array(items(checked(count, '*'), depth));
  }

  private Reply empty() throws IOException {
    if (!line(LONGEST_LENGTH).isEmpty()) throw new ProtocolException("a null with a value");
    return Reply.NULL;
  }

  private Reply verbatim() throws IOException {
    Bytes whole = string(count('='));
    if (whole.length() < 4 || whole.at(3) != ':') {
      throw new ProtocolException("a verbatim string without its format");
    }
    return new Reply.Verbatim(whole.slice(0, 3).text(), whole.slice(4, whole.length()));
  }

  private boolean truth() throws IOException {
    Bytes word = line(LONGEST_LENGTH);
    if (word.length() == 1 && (word.at(0) == 't' || word.at(0) == 'f')) return word.at(0) == 't';
    throw new ProtocolException("invalid boolean " + word);
  }

  private Reply floating() throws IOException {
    Bytes word = line(1024);
    // Java alone would also take "1f", "0x1p3" and spaces.
    if (!word.text().matches("-?inf|-?nan|[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d+)?")) {
      throw new ProtocolException("invalid double " + word);
    }
    return new Reply.Double(word);
  }

  private Bytes bigNumber() throws IOException {
    Bytes digits = text();
    int first = !digits.isEmpty() && (digits.at(0) == '-' || digits.at(0) == '+') ? 1 : 0;
    boolean valid = first < digits.length();
    for (int i = first; i < digits.length(); i++) {
      valid &= digits.at(i) >= '0' && digits.at(i) <= '9';
    }
    if (!valid) throw new ProtocolException("invalid big number");
    return digits;
  }

  private List<Reply> items(long count, int depth) throws IOException {
    List<Reply> items = new ArrayList<>((int) Math.min(count, TRUSTED_ITEMS));
    for (long i = 0; i < count; i++) items.add(read(depth - 1));
    return items;
  }

  /** A count or length that cannot be -1. */
  private int count(int type) throws IOException {
    return checked(number(type), type);
  }

  private static int checked(long count, int type) {
    if (count < 0 || count > Integer.MAX_VALUE / 2) {
      throw new ProtocolException("invalid length " + count + " after " + shown(type));
    }
    return (int) count;
  }

  private long number(int type) throws IOException {
    Bytes digits = line(LONGEST_LENGTH);
    if (Numbers.isInteger(digits)) return Numbers.integer(digits);
    if (digits.is("?")) throw new ProtocolException("streamed replies are not supported");
    throw new ProtocolException("invalid number " + digits + " after " + shown(type));
  }

  /** A string of a known length and the line end after it. */
  private Bytes string(int length) throws IOException {
    byte[] bytes = new byte[Math.min(length, TRUSTED_BYTES)];
    for (int filled = 0; filled < length; ) {
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, bytes.length * 2L));
      }
      if (at == end) fill();
      int taken = Math.min(end - at, bytes.length - filled);
      System.arraycopy(buffer, at, bytes, filled, taken);
      at += taken;
      filled += taken;
    }
    if (next() != '\r' || next() != '\n') {
      throw new ProtocolException("a string that does not end where it should");
    }
    return Bytes.wrap(bytes);
  }

  /** Text to the end of the line; MONITOR makes long ones. */
  private Bytes text() throws IOException {
    return line(LONGEST_TEXT);
  }

  private Bytes line(int longest) throws IOException {
    BytesBuilder kept = null;
    while (true) {
      if (at == end) fill();
      int stop = at;
      while (stop < end && buffer[stop] != '\r') stop++;
      if (stop - at + (kept == null ? 0 : kept.length()) > longest) {
        throw new ProtocolException("a line of more than " + longest + " bytes");
      }
      if (stop < end && kept == null) {
        Bytes whole = Bytes.copyOf(buffer, at, stop);
        return endOfLine(whole, stop);
      }
      if (kept == null) kept = new BytesBuilder(2 * (stop - at) + 16);
      kept.append(buffer, at, stop);
      if (stop < end) return endOfLine(kept.toBytes(), stop);
      at = end;
    }
  }

  private Bytes endOfLine(Bytes line, int carriageReturn) throws IOException {
    at = carriageReturn + 1;
    if (next() != '\n') throw new ProtocolException("a carriage return without a newline");
    return line;
  }

  private int next() throws IOException {
    if (at == end) fill();
    return buffer[at++] & 0xff;
  }

  private void fill() throws IOException {
    int count = in.read(buffer);
    if (count <= 0) throw new EOFException("Server closed the connection");
    at = 0;
    end = count;
  }

  private static String shown(int type) {
    return Bytes.wrap(new byte[] {(byte) type}).toString();
  }
}
