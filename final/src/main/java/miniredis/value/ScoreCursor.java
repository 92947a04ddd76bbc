package miniredis.value;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;

/**
 * A place in a sorted set: at a member, or past either end. Any change of the set makes it invalid.
 */
public interface ScoreCursor {

  boolean isThere();

  Bytes member();

  /** Hands over the member from where it lies. */
  void member(StringSink out);

  double score();

  /** Goes towards the highest score. */
  void next();

  /** Goes towards the lowest score. */
  void previous();
}
