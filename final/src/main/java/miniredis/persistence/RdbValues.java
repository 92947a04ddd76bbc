package miniredis.persistence;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;
import miniredis.value.Packed;
import miniredis.value.StringValue;
import miniredis.value.Value;

/** Reads values in every form that Redis up to 7.2 has given them. For one thread at a time. */
final class RdbValues {

  private final RdbInput in;

  RdbValues(RdbInput in) {
    this.in = in;
  }

  /** The value that follows, of a type of {@link Rdb}, as the entry of a key. */
  Object entry(int type, Bytes key, long deadline) throws IOException {
    if (type == Rdb.STRING) return in.stringEntry(key, deadline);
    throw in.damaged(
        "the key %s holds a value of type %d: %s not supported"
            .formatted(key, type, Rdb.typeName(type)));
  }

  /** An entry with a string, packed if it is short enough. */
  static Object stringEntry(Bytes key, Bytes value, long deadline) {
    if (value.length() <= Packed.LONGEST_VALUE) return Packed.of(key, value, deadline);
    return entry(key, new StringValue(value), deadline);
  }

  static Entry entry(Bytes key, Value value, long deadline) {
    Entry entry = new Entry(key, value);
    entry.deadline = deadline;
    return entry;
  }
}
