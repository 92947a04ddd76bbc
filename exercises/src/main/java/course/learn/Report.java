package course.learn;

import module java.base;

import course.learn.Checker.Failure;
import course.learn.Checker.Result;
import course.learn.Outcome.Tested;

/** An outcome in words, for a screen of this size: what went wrong first, and nothing else. */
record Report(int width, int height) {

  private static final String MEANING = "This usually means:";

  /** So many lines of what the server printed last. */
  private static final int PRINTED = 4;

  /** For a place that shows as much as there is: a file, a pipe. */
  static final Report UNBOUNDED = new Report(100, 200);

  List<String> of(Stage stage, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Nothing(Path folder) -> fit(nothing(folder));
      case Outcome.NotCompiled(Builder.Fault fault) -> fit(notCompiled(fault));
      case Outcome.Missing(Stage.Need need) ->
          fit(List.of("It compiles. " + need.missing() + ", and this stage is about it."));
      case Outcome.NotStarted(String why, List<String> printed) -> fit(notStarted(why, printed));
      case Tested tested -> tested(stage, tested);
    };
  }

  private static List<String> nothing(Path folder) {
    return List.of("There is nothing to test yet. Type here:", "  " + folder, "and save.");
  }

  private static List<String> notCompiled(Builder.Fault fault) {
    List<String> lines = new ArrayList<>(List.of("It does not compile."));
    lines.addAll(fault.lines());
    return lines;
  }

  private static List<String> notStarted(String why, List<String> printed) {
    List<String> lines = new ArrayList<>(List.of("The server is not there.", why));
    if (!printed.isEmpty()) lines.add("It printed last:");
    printed.forEach(line -> lines.add("  " + line));
    return lines;
  }

  private List<String> tested(Stage stage, Tested tested) {
    List<String> lines = new ArrayList<>();
    lines.add(counted(tested));
    Optional<Failure> failure = tested.failure();
    if (failure.isEmpty()) {
      if (stage.tests().isEmpty() && tested.earlier().total() == 0)
        lines.add("No test can see this stage from outside: the sources have what it is about.");
      if (!tested.tested().isLearners())
        lines.add("Nothing is noted: that was not a server of yours.");
      return fit(lines);
    }
    lines.add("Not yet: " + failure.get().test().sentence());
    lines.add("  (" + failure.get().test() + ")");
    List<String> printed = printed(tested);
    lines.addAll(message(failure.get().message(), height - lines.size() - printed.size()));
    lines.addAll(printed);
    return fit(lines);
  }

  /** What the server printed last, but for what every server prints. */
  private static List<String> printed(Tested tested) {
    List<String> lines =
        tested.printed().stream().filter(line -> !line.contains(" is listening on ")).toList();
    if (lines.isEmpty()) return List.of();
    List<String> shown = new ArrayList<>(List.of("Your server printed last:"));
    lines
        .subList(Math.max(0, lines.size() - PRINTED), lines.size())
        .forEach(line -> shown.add("  " + line));
    return shown;
  }

  private static String counted(Tested tested) {
    Result own = tested.own();
    Result earlier = tested.earlier();
    String text = "Tested: " + tested.tested().name();
    if (own.total() + earlier.total() == 0) return text + ".";
    text += ". ";
    if (own.total() > 0) text += counted(own, own.why());
    if (earlier.total() > 0 && earlier.notRun() == earlier.total()) {
      text +=
          (own.total() > 0 ? "; t" : "T")
              + "he %d of the stages before follow".formatted(earlier.total());
    } else if (earlier.total() > 0) {
      String those = own.total() > 0 ? ", and of the earlier ones " : "Of the earlier tests ";
      text += those + counted(earlier, earlier.why().equals(own.why()) ? "" : earlier.why());
    }
    return text + ".";
  }

  /** What was not run has not failed: that is said with the number. */
  private static String counted(Result result, String why) {
    List<String> more = new ArrayList<>();
    if (result.notRun() > 0) more.add("%d not run".formatted(result.notRun()));
    if (result.leftOut() > 0)
      more.add(
          "%d cannot be run here".formatted(result.leftOut()) + (why.isEmpty() ? "" : ": " + why));
    String numbers = "%d of %d pass".formatted(result.passed(), result.total());
    return more.isEmpty() ? numbers : numbers + " (" + String.join("; ", more) + ")";
  }

  /** The outcome in a few words, for the foot of a page that hides it. */
  static String brief(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Nothing _ -> "there is nothing to test yet";
      case Outcome.NotCompiled _ -> "it does not compile";
      case Outcome.Missing _ -> "it compiles, and something is missing";
      case Outcome.NotStarted _ -> "the server is not there";
      case Tested tested when tested.isPassed() -> "passed";
      case Tested tested when tested.own().isFine() && tested.failure().isPresent() ->
          "a test of the stages before fails";
      case Tested tested -> counted(tested.own(), "");
    };
  }

  /** What a failure usually means is worth more than the end of a long answer. */
  private List<String> message(String message, int room) {
    int at = message.indexOf(MEANING);
    List<String> head = wrapped((at < 0 ? message : message.substring(0, at)).lines().toList());
    List<String> tail = wrapped(at < 0 ? List.of() : message.substring(at).lines().toList());
    int left = room - tail.size();
    List<String> lines = new ArrayList<>();
    if (head.size() <= left || left < 4) lines.addAll(head);
    else {
      lines.addAll(head.subList(0, left - 1));
      lines.add("  ... (%d lines more)".formatted(head.size() - left + 1));
    }
    lines.addAll(tail);
    return lines;
  }

  private List<String> wrapped(List<String> lines) {
    return lines.stream().flatMap(line -> Words.wrapped(line, width).stream()).toList();
  }

  private List<String> fit(List<String> lines) {
    List<String> all = wrapped(lines);
    return all.size() <= height ? all : all.subList(0, height);
  }
}
