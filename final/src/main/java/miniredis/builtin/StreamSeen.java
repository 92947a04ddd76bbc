package miniredis.builtin;

import java.lang.ref.WeakReference;
import miniredis.value.StreamValue;

/**
 * A stream as it was when somebody began to wait for more of it. That entries were deleted since,
 * or its groups moved, is nothing to be served for. It does not keep the stream alive.
 *
 * @param stream which may have been none
 * @param added how many entries it had ever been given
 */
record StreamSeen(WeakReference<StreamValue> stream, long added) {

  static StreamSeen of(StreamValue stream) {
    return new StreamSeen(new WeakReference<>(stream), stream == null ? 0 : stream.added());
  }

  /** Whether the stream at the key has been given an entry since, or is another one. */
  boolean hasMore(StreamValue now) {
    return !stream.refersTo(now) || now.added() != added;
  }
}
