package miniredis.value;

/** Which of a stream's oldest entries are too many. */
public sealed interface StreamTrim {

  /** All but so many of the newest. */
  record MaxLength(long most) implements StreamTrim {}

  /** All with an id before this one. */
  record MinId(StreamId least) implements StreamTrim {}
}
