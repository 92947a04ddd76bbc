package miniredis;

/**
 * What a key holds. Sealed: whoever treats the kinds one by one is told by the compiler when one is
 * forgotten. A list or a hash that has become empty is no value any more: its key goes.
 */
sealed interface Value permits StringValue, ListValue, HashValue {
  /** One that stays as it is, whatever is done to this one. */
  Value copy();
}
