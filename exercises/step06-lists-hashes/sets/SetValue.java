package miniredis;

import module java.base;

/** Members, each of them once. */
record SetValue(Set<Bytes> members) {
  // TODO: a kind of Value, and Value must know of it
}
