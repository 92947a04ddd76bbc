package miniredis.persistence;

import module java.base;

import miniredis.bytes.Bytes;

/** Reads values in every form that Redis up to 7.2 has given them. For one thread at a time. */
final class RdbValues {

  private final RdbInput in;

  RdbValues(RdbInput in) {
    this.in = in;
  }

  /** The value that follows, of a type of {@link Rdb}, as the entry of a key. */
  Object entry(int type, Bytes key, long deadline) throws IOException {
    if (type == Rdb.STRING) return RdbReader.stringEntry(key, in.string(), deadline);
    throw in.damaged(
        "the key %s holds a value of type %d: %s not supported"
            .formatted(key, type, Rdb.typeName(type)));
  }
}
