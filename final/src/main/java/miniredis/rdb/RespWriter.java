package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.value.EntryView;

/**
 * Writes a snapshot as the requests that make its keys: the base of a log that is text from end to
 * end, for {@code aof-use-rdb-preamble no}.
 *
 * <p>Belongs to the thread that runs commands, because it reads values.
 */
public final class RespWriter extends SnapshotWriter implements RequestSink {

  public RespWriter(OutputStream out) {
    super(out);
  }

  /** Nearly all counts and lengths are below this: their lines are put together once. */
  private static final int READY = 128;

  private static final byte[][] COUNTS = lines('*');
  private static final byte[][] LENGTHS = lines('$');

  private static byte[][] lines(char type) {
    return IntStream.range(0, READY)
        .mapToObj(i -> Bytes.of(type + "" + i + "\r\n").array())
        .toArray(byte[][]::new);
  }

  /** Appends a request as a client would send it. */
  public static void append(BytesBuilder out, Bytes... request) {
    count(out, '*', request.length);
    for (Bytes word : request) {
      count(out, '$', word.length());
      out.append(word).append((byte) '\r').append((byte) '\n');
    }
  }

  private static void count(BytesBuilder out, char type, int count) {
    if (count >= READY) {
      out.append((byte) type).append(count).append((byte) '\r').append((byte) '\n');
      return;
    }
    byte[] line = (type == '*' ? COUNTS : LENGTHS)[count];
    out.append(line, 0, line.length);
  }

  private static void word(BytesBuilder out, byte[] array, int from, int to) {
    count(out, '$', to - from);
    out.append(array, from, to).append((byte) '\r').append((byte) '\n');
  }

  @Override
  public void begin(int words) {
    count(buffer, '*', words);
  }

  @Override
  public void string(byte[] array, int from, int to) {
    word(buffer, array, from, to);
  }

  @Override
  public void begin(RdbHeader header) {}

  @Override
  void sized(long keys, long timed) {}

  @Override
  void selected(int index) {
    request(Bytes.of("SELECT"), Bytes.of(index));
  }

  @Override
  Pieces value(Codec codec, EntryView entry, long now) {
    return codec.requests(entry, this);
  }

  @Override
  void after(EntryView entry) {
    if (entry.isTimed()) request(Bytes.of("PEXPIREAT"), entry.key(), Bytes.of(entry.deadline()));
  }

  @Override
  void ended() {}
}
