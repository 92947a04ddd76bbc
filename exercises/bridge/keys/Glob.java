package miniredis;

import module java.base;

/**
 * A pattern as Redis reads it: {@code *} stands for any bytes, {@code ?} for one, {@code [a-c]} for
 * one of these, {@code [^a-c]} for one of the others. A backslash takes the meaning from the byte
 * behind it.
 */
final class Glob {
  static Glob of(Bytes pattern) {
    return new Glob(); // TODO: read the pattern once, whatever the number of keys
  }

  boolean matches(Bytes text) {
    return false; // TODO
  }
}
