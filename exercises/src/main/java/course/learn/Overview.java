package course.learn;

import module java.base;

import course.Course;

/** The list of all stages: what is passed, where the learner is, how long each takes. */
record Overview(Stages stages, Progress progress, Stage current) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(bar(40));
    Path step = null;
    for (Stage stage : stages.all()) {
      if (!stage.step().equals(step)) {
        step = stage.step();
        lines.add("");
        lines.add(Course.name(step));
      }
      lines.add(line(stage));
    }
    return lines;
  }

  private String line(Stage stage) {
    String here = stage.equals(current) ? ">" : " ";
    String mark = progress.isPassed(stage) ? "[x]" : "[ ]";
    String kind = stage.isMove() ? "" : "  (" + stage.kind().shown() + ")";
    return "%s %s %-18s %3d min  %s%s"
        .formatted(here, mark, stage.id(), stage.minutes(), stage.title(), kind);
  }

  /** {@code [####......] 12 of 75 passed}: so many characters wide between its brackets. */
  String bar(int width) {
    int all = stages.all().size();
    int passed = (int) stages.all().stream().filter(progress::isPassed).count();
    int full = all == 0 ? 0 : width * passed / all;
    return "[%s%s] %d of %d passed"
        .formatted("#".repeat(full), ".".repeat(width - full), passed, all);
  }
}
