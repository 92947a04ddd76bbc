package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.value.Entry;
import miniredis.value.HashValue;
import miniredis.value.ListCursor;
import miniredis.value.ListValue;
import miniredis.value.StringValue;
import miniredis.value.Value;

/**
 * Writes a snapshot as the requests that make its keys: the base of a log that is text from end to
 * end, for {@code aof-use-rdb-preamble no}.
 *
 * <p>Belongs to the thread that runs commands, because it reads values.
 */
public final class RespWriter implements SnapshotWriter {

  private static final int PIECE = 64 * 1024;

  /** A collection is made by requests of so many elements, as in Redis. */
  private static final int ELEMENTS = 64;

  private final OutputStream out;
  private final BytesBuilder buffer = new BytesBuilder(PIECE + 1024);
  private int database = -1;

  public RespWriter(OutputStream out) {
    this.out = out;
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
    for (Bytes arg : request) argument(out, arg);
  }

  private static void count(BytesBuilder out, char type, int count) {
    if (count >= READY) {
      out.append((byte) type).append(count).append((byte) '\r').append((byte) '\n');
      return;
    }
    byte[] line = (type == '*' ? COUNTS : LENGTHS)[count];
    out.append(line, 0, line.length);
  }

  private static void argument(BytesBuilder out, Bytes arg) {
    argument(out, arg.array(), arg.length());
  }

  private static void argument(BytesBuilder out, byte[] array, int length) {
    count(out, '$', length);
    out.append(array, 0, length).append((byte) '\r').append((byte) '\n');
  }

  @Override
  public void begin(RdbHeader header) {}

  @Override
  public void database(int index, long keys, long timed) {
    if (keys > 0) select(index);
  }

  @Override
  public void select(int index) {
    if (index == database) return;
    database = index;
    append(buffer, Bytes.of("SELECT"), Bytes.of(index));
  }

  @Override
  public void entry(Object entry, long now) throws IOException {
    Bytes key = Entry.keyOf(entry);
    value(key, Entry.valueOf(entry));
    long deadline = Entry.deadlineOf(entry);
    if (deadline != Entry.NO_DEADLINE) {
      append(buffer, Bytes.of("PEXPIREAT"), key, Bytes.of(deadline));
    }
    if (buffer.length() >= PIECE) flush();
  }

  private void value(Bytes key, Value value) {
    switch (value) {
      case StringValue string -> string(key, string);
      case ListValue list -> list(key, list);
      case HashValue hash -> hash(key, hash);
    }
  }

  private void string(Bytes key, StringValue string) {
    count(buffer, '*', 3);
    argument(buffer, Bytes.of("SET"));
    argument(buffer, key);
    argument(buffer, string.array(), string.length());
  }

  private void list(Bytes key, ListValue list) {
    ListCursor cursor = list.cursor(0);
    for (long left = list.length(); left > 0; left -= ELEMENTS) {
      int elements = (int) Math.min(left, ELEMENTS);
      count(buffer, '*', 2 + elements);
      argument(buffer, Bytes.of("RPUSH"));
      argument(buffer, key);
      for (int i = 0; i < elements; i++) {
        argument(buffer, cursor.get());
        cursor.next();
      }
    }
  }

  private void hash(Bytes key, HashValue hash) {
    int[] done = new int[1];
    hash.forEach(
        (field, value) -> {
          if (done[0] % ELEMENTS == 0) {
            int fields = Math.min(hash.size() - done[0], ELEMENTS);
            count(buffer, '*', 2 + 2 * fields);
            argument(buffer, Bytes.of("HMSET"));
            argument(buffer, key);
          }
          done[0]++;
          argument(buffer, field);
          argument(buffer, value);
        });
  }

  @Override
  public void end() throws IOException {
    flush();
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.length());
    buffer.clear();
  }

  @Override
  public boolean hasFooter() {
    return false;
  }
}
