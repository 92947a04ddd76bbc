package course.learn;

import module java.base;

import course.Course;

/** The list of all stages: what is passed, where the learner is, how long each takes. */
record Overview(Stages stages, Progress progress, Stage current) {

  /** A line of the list, and the stage that it is about; none: a heading, or blank. */
  record Row(String line, Optional<Stage> stage) {}

  List<String> lines() {
    return rows(current).stream().map(Row::line).toList();
  }

  /** {@code chosen} has the mark in front. */
  List<Row> rows(Stage chosen) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(bar(40), Optional.empty()));
    Path step = null;
    for (Stage stage : stages.all()) {
      if (!stage.step().equals(step)) {
        step = stage.step();
        rows.add(new Row("", Optional.empty()));
        rows.add(new Row(Course.name(step), Optional.empty()));
      }
      rows.add(new Row(line(stage, stage.equals(chosen)), Optional.of(stage)));
    }
    return rows;
  }

  private String line(Stage stage, boolean isChosen) {
    String here = isChosen ? ">" : stage.equals(current) ? "." : " ";
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
