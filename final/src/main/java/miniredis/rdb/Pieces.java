package miniredis.rdb;

import module java.base;

/**
 * The rest of a value that is being written, a few kilobytes at a time. So whoever writes a list of
 * a million elements may pass on what there is, or let others go first, between two pieces; the
 * value must not change until the last.
 */
@FunctionalInterface
interface Pieces {

  /** Of a value that is small: all of it has been written already. */
  Pieces NONE = () -> false;

  /** Writes the next piece; whether there is one more after it. */
  boolean next();

  /** So many pieces, each written when its number, from 0, is given to {@code piece}. */
  static Pieces of(int count, IntConsumer piece) {
    return new Pieces() {
      private int done;

      @Override
      public boolean next() {
        if (done < count) piece.accept(done++);
        return done < count;
      }
    };
  }
}
