package miniredis.value;

import miniredis.bytes.Bytes;

/**
 * A place in a sorted set: at a member, or past either end. Any change of the set makes it invalid.
 */
public interface ScoreCursor {

  boolean isThere();

  Bytes member();

  double score();

  /** Goes towards the highest score. */
  void next();

  /** Goes towards the lowest score. */
  void previous();
}
