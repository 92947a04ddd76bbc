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

  /** One piece. */
  static Pieces once(Runnable piece) {
    return () -> {
      piece.run();
      return false;
    };
  }

  /** All things of a collection, so many in a piece. */
  static <T> Pieces each(Iterable<T> all, int inAPiece, Consumer<? super T> visitor) {
    Iterator<T> left = all.iterator();
    return () -> {
      for (int i = 0; i < inAPiece && left.hasNext(); i++) visitor.accept(left.next());
      return left.hasNext();
    };
  }

  /** The pieces of several values, one value after the other; of one at the least. */
  static Pieces inTurn(Iterator<Pieces> parts) {
    return new Pieces() {
      private Pieces part = parts.next();

      @Override
      public boolean next() {
        if (!part.next()) part = parts.hasNext() ? parts.next() : null;
        return part != null;
      }
    };
  }

  /** The pieces of one thing, then those of another, which is begun when they have been written. */
  static Pieces then(Pieces first, Supplier<Pieces> second) {
    return inTurn(Stream.of(() -> first, second).map(Supplier::get).iterator());
  }

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
