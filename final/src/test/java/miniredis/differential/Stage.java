package miniredis.differential;

import module java.base;

/** Where a script is played, on our server and on Redis. */
interface Stage {

  /** Plays it from empty databases, up to the first difference or the end. */
  Optional<Difference> play(Script script);

  /** How many answers the last play got to. */
  int compared();
}
