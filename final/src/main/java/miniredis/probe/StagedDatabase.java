package miniredis.probe;

import module java.base;

/**
 * The source of a small subclass of a step's Database, made to fit the one that is there. It tells
 * of each moment between which another client could come, and can leave out the lock.
 *
 * <p>It is compiled together with the step. What it tells it tells to a type of the JDK, for
 * nothing of ours is visible there.
 */
final class StagedDatabase {

  static final String NAME = "StagedDatabase";

  private static final String PLAY =
      """
      package miniredis;

      import module java.base;

      final class StagedDatabase extends Database {
        private final BiPredicate<String, Object> stage;

        StagedDatabase(BiPredicate<String, Object> stage%s) {
          super(%s);
          this.stage = stage;
        }

        @Override
        Bytes string(Bytes key) {
          stage.test("read", key);
          Bytes value = super.string(key);
          stage.test("has read", value);
          return value;
        }

        @Override
        void put(Bytes key, Bytes value) {
          super.put(key, value);
          stage.test("wrote", value);
        }

        // Without the lock it is taken for a moment all the same: for the time, which is read there.
        @Override
        <T> T exclusively(Supplier<T> work) {
          boolean unlocked = stage.test("enter", null);
          try {
            if (!unlocked) return super.exclusively(work);
            super.exclusively(() -> null);
            return work.get();
          } finally {
            stage.test("leave", null);
          }
        }
      %s}
      """;

  private static final String SWEEP =
      """

        @Override
        int sweep(long budget) {
          int removed = super.sweep(budget);
          stage.test("swept", removed);
          return removed;
        }
      """;

  private StagedDatabase() {}

  /** For a database with this source; null if it has no lock, so that there is nothing to play. */
  static String source(String database) {
    if (!database.contains(" exclusively(")) return null;
    boolean clock = database.contains("Database(InstantSource ");
    String sweep = database.contains("int sweep(long ") ? SWEEP : "";
    return PLAY.formatted(clock ? ", InstantSource clock" : "", clock ? "clock" : "", sweep);
  }
}
