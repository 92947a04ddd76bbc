package miniredis.value;

/** Which of a stream's oldest entries are too many. */
public sealed interface StreamTrim {

  /** Whether all of a stream's first node is too much, with so many entries in the stream. */
  boolean takesAll(StreamNode first, long length);

  /** All but so many of the newest. */
  record MaxLength(long most) implements StreamTrim {
    @Override
    public boolean takesAll(StreamNode first, long length) {
      return length - first.live() >= most;
    }
  }

  /** All with an id before this one. */
  record MinId(StreamId least) implements StreamTrim {
    @Override
    public boolean takesAll(StreamNode first, long length) {
      return StreamCursor.atEndOf(first).compareTo(least) < 0;
    }
  }
}
