package miniredis.aof;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.WordCache;

/**
 * Reads requests from a file of the log, one by one, and keeps account of where each one ends.
 *
 * <p>Unlike with a client, every byte is checked, the line ends too. The log has no checksum: its
 * framing is all that can tell of damage. Only what cannot be misread is borne, as a hand that
 * edits a log may leave it: a plus or blanks beside a number. A file that ends within a request has
 * a torn tail, which a crash may leave; anything else that is no request is damage.
 *
 * <p>For one thread at a time.
 */
public final class AofReader implements Closeable {

  private static final int BUFFER = 512 * 1024;
  private static final int MOST_DIGITS = 10;
  private static final int LEAST_ARGUMENT = 5;

  /** The request that is being read is not in the buffer to its end. */
  private static final int INCOMPLETE = -1;

  private final InputStream in;
  private final long total;
  private final WordCache names = new WordCache();
  private byte[] buffer = new byte[BUFFER];

  /** The place in the file of the buffer's first byte. */
  private long bufferAt;

  private int at;
  private int end;

  /** Where the parser is; {@link #at} follows when a request is whole. */
  private int cursor;

  private boolean torn;

  /** Reads a file from a place in it to its end. */
  public AofReader(Path file, long from) throws IOException {
    total = Files.size(file);
    in = Files.newInputStream(file);
    in.skipNBytes(from);
    bufferAt = from;
  }

  /** Where the last whole request ends. */
  public long offset() {
    return bufferAt + at;
  }

  public long total() {
    return total;
  }

  /** Whether there is something after the last whole request. */
  public boolean isTorn() {
    return torn;
  }

  /**
   * The next request, or null if there is none that is whole.
   *
   * @throws AofException if the file is damaged here
   */
  public Bytes[] next() throws IOException {
    while (true) {
      cursor = at;
      if (cursor < end) {
        if (buffer[cursor] == '#') {
          if (skipRemark()) continue;
        } else {
          Bytes[] request = request();
          if (request != null) {
            at = cursor;
            return request;
          }
        }
      }
      if (!readMore()) {
        torn = at < end;
        return null;
      }
    }
  }

  private boolean skipRemark() {
    for (int i = at; i < end; i++) {
      if (buffer[i] != '\n') continue;
      at = i + 1;
      return true;
    }
    return false;
  }

  /** Null if it is not there to its end. */
  private Bytes[] request() throws AofException {
    long count = number('*');
    if (count == INCOMPLETE) return null;
    if (count == 0) throw damaged("a request of no words", at);
    if (count > (total - bufferAt - cursor) / LEAST_ARGUMENT) return allTheRest();
    Bytes[] request = new Bytes[(int) count];
    for (int i = 0; i < count; i++) {
      long length = number('$');
      if (length == INCOMPLETE) return null;
      if (length > total - bufferAt - cursor - 2) return allTheRest();
      if (length + 2 > end - cursor) return null;
      int stop = cursor + (int) length;
      request[i] = i == 0 ? names.get(buffer, cursor, stop) : Bytes.copyOf(buffer, cursor, stop);
      cursor = stop;
      expectLineEnd();
    }
    return request;
  }

  /** More is announced than the file has: it must have been cut, so the rest need not be read. */
  private Bytes[] allTheRest() {
    lacking = true;
    return null;
  }

  private boolean lacking;

  /** A type, a number and a line end. */
  private long number(char type) throws AofException {
    if (cursor == end) return INCOMPLETE;
    if (buffer[cursor] != type) {
      throw damaged("expected '" + type + "', got " + shown(buffer[cursor]), cursor);
    }
    int from = skipBlanks(cursor + 1);
    if (from < end && buffer[from] == '+') from++;
    long number = 0;
    int i = from;
    for (; i < end && buffer[i] >= '0' && buffer[i] <= '9'; i++) {
      if (i - from >= MOST_DIGITS) throw damaged("a number that is too long", i);
      number = 10 * number + buffer[i] - '0';
    }
    if (i == from && i < end) throw damaged("expected a digit, got " + shown(buffer[i]), i);
    cursor = skipBlanks(i);
    if (cursor == end || end - cursor < 2 && buffer[cursor] == '\r') return INCOMPLETE;
    expectLineEnd();
    return number;
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < end && (buffer[i] == ' ' || buffer[i] == '\t')) i++;
    return i;
  }

  private void expectLineEnd() throws AofException {
    if (buffer[cursor] != '\r') {
      throw damaged("expected a line end, got " + shown(buffer[cursor]), cursor);
    }
    if (buffer[cursor + 1] != '\n') {
      throw damaged("expected a line end, got " + shown(buffer[cursor + 1]), cursor + 1);
    }
    cursor += 2;
  }

  private static String shown(byte b) {
    return b > ' ' && b < 127 ? "'" + (char) b + "'" : "0x%02x".formatted(b);
  }

  private AofException damaged(String what, int place) {
    return AofException.at(bufferAt + place, what);
  }

  /** Reads on, in a larger buffer if this one is full; false at the end of the file. */
  private boolean readMore() throws IOException {
    if (lacking) return false;
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, end - at);
      bufferAt += at;
      end -= at;
      at = 0;
    } else if (end == buffer.length) {
      long larger = Math.min(buffer.length * 2L, Integer.MAX_VALUE - 8);
      if (larger == buffer.length) throw damaged("a request of more than two gigabytes", 0);
      buffer = Arrays.copyOf(buffer, (int) larger);
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count > 0) end += count;
    return count > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
