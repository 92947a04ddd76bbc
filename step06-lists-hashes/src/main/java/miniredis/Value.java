package miniredis;

/**
 * What a key holds. The interface is sealed, so the compiler finds every switch that forgets a
 * kind. No key holds an empty list or hash: when the last element goes, the key goes too.
 */
sealed interface Value permits StringValue, ListValue, HashValue {
  /** A value that stays as it is now, whatever happens to this one later. */
  Value copy();
}
