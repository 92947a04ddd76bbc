package miniredis.rdb;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;

/** Takes requests: how many words each has, and then the words. */
public interface RequestSink extends StringSink {

  /** A request of so many words, which come next. */
  void begin(int words);

  /** A whole request. */
  default void request(Bytes... words) {
    begin(words.length);
    for (Bytes word : words) string(word);
  }
}
