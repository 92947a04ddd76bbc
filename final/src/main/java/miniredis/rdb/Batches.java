package miniredis.rdb;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;
import miniredis.value.EntryView;

/**
 * Makes a collection by requests of so many elements each, as Redis does: it is given the strings
 * of all elements and puts a command and the key before the first of each batch.
 */
final class Batches implements StringSink {

  /** Elements in a request. */
  static final int ELEMENTS = 64;

  private final Bytes command;
  private final EntryView entry;
  private final RequestSink out;
  private final int most;
  private long left;
  private int room;

  /** For so many elements of {@code each} strings. */
  Batches(String command, EntryView entry, long elements, int each, RequestSink out) {
    this.command = Bytes.of(command);
    this.entry = entry;
    this.out = out;
    most = ELEMENTS * each;
    left = elements * each;
  }

  @Override
  public void string(byte[] bytes, int from, int to) {
    if (room == 0) {
      room = (int) Math.min(left, most);
      out.begin(2 + room);
      out.string(command);
      entry.key(out);
    }
    out.string(bytes, from, to);
    room--;
    left--;
  }
}
