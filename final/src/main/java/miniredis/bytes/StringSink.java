package miniredis.bytes;

/** Takes strings, one after the other, from wherever they lie. */
public interface StringSink {

  /** A string that is a part of an array, whose owner may change it when the call returns. */
  void string(byte[] bytes, int from, int to);

  default void string(Bytes bytes) {
    string(bytes.array(), 0, bytes.length());
  }

  /** The decimal digits of a number. */
  default void string(long number) {
    string(Bytes.of(number));
  }
}
