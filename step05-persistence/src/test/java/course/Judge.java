package course;

import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Stands between a conformance test and JUnit: gives it the {@link Subject}, puts below a failure
 * what it usually means and what the server printed, and ends the run where going on would only
 * cost time.
 */
final class Judge
    implements ParameterResolver,
        ExecutionCondition,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  /** A test that can show what the server under test has printed. */
  interface Witness {
    String serverPrinted();

    /** Whether the server answers a new client. */
    boolean serverAnswers();
  }

  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(Judge.class);

  static Subject subject(ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(HERE);
    return store.getOrComputeIfAbsent(
        Subject.class, key -> new Subject(context::getConfigurationParameter), Subject.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Subject.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return subject(context);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Subject subject = subject(context);
    if (subject.over() != null) return ConditionEvaluationResult.disabled(subject.over());
    boolean needsProcess =
        context.getTestClass().map(OwnProcessTest.class::isAssignableFrom).orElse(false);
    if (!needsProcess || subject.canBeStarted()) return ConditionEvaluationResult.enabled("");
    subject.couldNotRun(context.getRequiredTestClass().getSimpleName());
    return ConditionEvaluationResult.disabled("a test cannot start " + subject.name());
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw explained(context, thrown, usually(context));
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw explained(context, thrown, Optional.empty());
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw explained(context, thrown, Optional.empty());
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw explained(context, thrown, Optional.empty());
  }

  private Throwable explained(
      ExtensionContext context, Throwable thrown, Optional<String> usually) {
    if (thrown instanceof TestAbortedException) return thrown;
    Subject subject = subject(context);
    if (thrown instanceof Sources.NotCompiled) {
      subject.giveUp("not run: the sources do not compile");
      return bare(thrown.getMessage());
    }
    Optional<Witness> witness = context.getTestInstance().map(test -> (Witness) test);
    String message = thrown.getMessage();
    boolean plain = thrown instanceof AssertionError || thrown instanceof UncheckedIOException;
    if (!plain) message = thrown.toString();
    StringBuilder text = new StringBuilder(message.stripTrailing());
    if (thrown instanceof Silence) text.append(afterSilence(subject, witness));
    usually.ifPresent(words -> text.append("\nThis usually means:\n  ").append(words));
    String printed = witness.map(Witness::serverPrinted).orElse("");
    if (!printed.isEmpty()) text.append("\nThe server printed last:\n").append(printed);
    if (subject.isContentWithOneFailure()) subject.giveUp("not run: one failure is enough");
    AssertionError explained = bare(text + "\n");
    explained.setStackTrace(thrown.getStackTrace());
    return explained;
  }

  /** Each silence costs seconds of waiting. So one is the last if nobody at all is answered. */
  private static String afterSilence(Subject subject, Optional<Witness> witness) {
    if (!witness.map(Witness::serverAnswers).orElse(true)) {
      subject.giveUp("not run: the server has stopped answering");
      return "\nIt does not answer a new client either, so this run ends here.";
    }
    if (!subject.isThirdSilence()) return "";
    subject.giveUp("not run: three requests were not answered");
    return "\nIt is the third request without an answer, so this run ends here.";
  }

  private static AssertionError bare(String message) {
    return new AssertionError(message);
  }

  private static Optional<String> usually(ExtensionContext context) {
    return context
        .getElement()
        .flatMap(method -> AnnotationSupport.findAnnotation(method, Usually.class))
        .or(
            () ->
                context
                    .getTestClass()
                    .flatMap(test -> AnnotationSupport.findAnnotation(test, Usually.class)))
        .map(Usually::value);
  }
}
