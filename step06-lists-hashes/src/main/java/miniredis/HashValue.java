package miniredis;

import module java.base;

/**
 * Fields and their values: a small database in itself. They come out in the order in which they
 * came in; Redis does the same as long as a hash is small.
 */
record HashValue(Map<Bytes, Bytes> fields) implements Value {
  HashValue() {
    this(new LinkedHashMap<>());
  }

  /** The map is new, but not what is in it, for bytes never change. */
  @Override
  public Value copy() {
    return new HashValue(new LinkedHashMap<>(fields));
  }
}
