package course.learn;

import module java.base;

import course.learn.Checker.Result;

/**
 * What came of one look at the learner's server.
 *
 * <p>In the order in which things can go wrong: there is nothing, it does not compile, it lacks
 * what the move is about, it does not start, a test fails.
 */
sealed interface Outcome {

  /** There are no sources yet. */
  record Nothing(Path folder) implements Outcome {}

  record NotCompiled(Builder.Fault fault) implements Outcome {}

  record Missing(Stage.Need need) implements Outcome {}

  /** It ended, or never listened; {@code printed} are its last words. */
  record NotStarted(String why, List<String> printed) implements Outcome {}

  /**
   * Tests have run.
   *
   * @param own those of the stage
   * @param earlier those that passed before and must go on passing; nothing in it where they have
   *     not been run, because the stage's own do not pass
   * @param tested who was tested
   * @param printed what the server printed last
   */
  record Tested(Result own, Result earlier, Identity tested, List<String> printed)
      implements Outcome {

    Optional<Checker.Failure> failure() {
      return own.failure().or(earlier::failure);
    }

    boolean isFine() {
      return own.isFine() && earlier.isFine();
    }
  }

  /** Whether the stage is solved. */
  default boolean isPassed() {
    return this instanceof Tested tested && tested.isFine() && tested.tested().isLearners();
  }
}
