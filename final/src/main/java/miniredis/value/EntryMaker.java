package miniredis.value;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;

/**
 * Makes entries of what a file says, one after the other: first the key, then its value, which is a
 * string if {@link #string} is called. Belongs to the thread that runs commands.
 */
public final class EntryMaker implements StringSink {

  private final Limits limits;
  private final EntryView made = new EntryView();
  private Bytes key;
  private long deadline;

  /** Up to the limits collections are to be kept packed. */
  public EntryMaker(Limits limits) {
    this.limits = limits;
  }

  public Limits limits() {
    return limits;
  }

  /** The key of the next entry, and its deadline or {@link Entry#NO_DEADLINE}. */
  public void begin(Bytes key, long deadline) {
    this.key = key;
    this.deadline = deadline;
  }

  /** The key of the entry that is being made. */
  public Bytes key() {
    return key;
  }

  @Override
  public void string(byte[] bytes, int from, int to) {
    if (to - from > Packed.LONGEST_VALUE) value(new StringValue(Bytes.copyOf(bytes, from, to)));
    else made.at(Packed.of(key, bytes, from, to, deadline));
  }

  /** A long string is taken over and not copied. */
  @Override
  public void string(Bytes bytes) {
    if (bytes.length() > Packed.LONGEST_VALUE) value(new StringValue(bytes));
    else string(bytes.array(), 0, bytes.length());
  }

  public void value(Value value) {
    made.at(Entry.of(ArrayPool.NONE, key, value, deadline));
  }

  /** The value that was made last, to be changed and made again; null if it is a small string. */
  public Value unpacked() {
    Entry entry = Entry.unpacked(made.entry(), key, limits);
    return entry == null ? null : entry.value;
  }

  /** The entry that was made last. */
  public EntryView made() {
    return made;
  }
}
