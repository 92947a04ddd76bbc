package course.learn;

import module java.base;

/** Tests again all that has been passed, so that progress is what it says. */
record Verify(Session session, boolean json, PrintStream out) {

  int run() throws IOException {
    List<Stage> all = session.stages().all();
    List<Stage> solved = all.stream().filter(session.progress()::isPassed).toList();
    List<Map<String, Object>> results = new ArrayList<>();
    int fine = 0;
    for (Stage stage : checked(solved)) {
      Outcome outcome = session.check(stage, any -> true);
      results.add(Commands.json(stage, outcome));
      if (outcome.isPassed()) fine++;
      else if (!json) failed(stage, outcome);
    }
    boolean allFine = fine == results.size() && !solved.isEmpty();
    String sum = "%d of %d solved".formatted(solved.size(), all.size());
    if (json)
      out.println(
          Json.of(
              Map.of(
                  "solved", solved.size(), "of", all.size(), "fine", allFine, "tested", results)));
    else out.println(sum + (solved.isEmpty() ? "." : allFine ? "; all of it passes." : "."));
    return allFine ? 0 : 1;
  }

  /**
   * The moves share their sources, and each tests what came before it in its step: the last one
   * that was passed speaks for all of them.
   */
  private static List<Stage> checked(List<Stage> solved) {
    List<Stage> moves = solved.stream().filter(Stage::isMove).toList();
    List<Stage> checked = new ArrayList<>();
    if (!moves.isEmpty()) checked.add(moves.getLast());
    solved.stream().filter(stage -> !stage.isMove()).forEach(checked::add);
    return checked;
  }

  private void failed(Stage stage, Outcome outcome) {
    out.println(stage.id() + " " + stage.title() + " was passed, and does not pass now:");
    Report.UNBOUNDED.of(stage, outcome).forEach(line -> out.println("  " + line));
  }
}
