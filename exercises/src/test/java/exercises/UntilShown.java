package exercises;

import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Leaves out the tests that come after a failure which is enough. It is registered as a service, so
 * that only a {@link TestRun} that asks for such has it.
 */
public final class UntilShown implements ExecutionCondition, TestWatcher {

  /** What is enough; for a process that runs one class. */
  static volatile Predicate<String> enough = _ -> false;

  private static volatile boolean shown;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return shown
        ? ConditionEvaluationResult.disabled("what was looked for has been seen")
        : ConditionEvaluationResult.enabled("");
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable why) {
    if (enough.test(why.toString())) shown = true;
  }
}
