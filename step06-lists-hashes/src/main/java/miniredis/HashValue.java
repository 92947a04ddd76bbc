package miniredis;

import module java.base;

/**
 * Fields and their values: a small database under one key. They are listed in the order in which
 * they were added; Redis does the same as long as a hash is small.
 */
record HashValue(Map<Bytes, Bytes> fields) implements Value {
  HashValue() {
    this(new LinkedHashMap<>());
  }

  /** A new map with the same fields and values: those are Bytes, which never change. */
  @Override
  public Value copy() {
    return new HashValue(new LinkedHashMap<>(fields));
  }
}
