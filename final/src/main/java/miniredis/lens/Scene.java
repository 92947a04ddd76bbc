package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;

/**
 * A guided scene: a question for the class, and then the steps that answer it. Those of a chapter
 * stand together in a file among the page's resources, {@code scenes/step04-expiry.json}: the page
 * reads the question and what is to be learnt from there, this class what is to be done.
 *
 * <p>What is done in a step has the form that {@code POST /do} takes, with what a scene needs
 * beside it; see {@link SceneRun}.
 *
 * @param subjects the servers that it is for, as {@link Subject#name} calls them
 */
record Scene(String id, Set<String> subjects, String question, List<Step> steps) {

  private static final List<String> FILES =
      List.of(
          "step01-ping",
          "step02-get-set",
          "step03-concurrency",
          "step04-expiry",
          "step05-persistence",
          "step06-lists-hashes",
          "final");

  /**
   * One press of the key.
   *
   * @param text what it is about
   * @param acts what is done, each with the name of it, {@code "do"}, and its fields
   */
  record Step(String text, List<JsonValue> acts) {}

  /** All scenes of all chapters, in the order of the course. */
  static List<Scene> all() {
    return FILES.stream().flatMap(file -> read(file).stream()).toList();
  }

  private static List<Scene> read(String file) {
    try (InputStream in = Scene.class.getResourceAsStream("scenes/" + file + ".json")) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      JsonValue all = JsonValue.read("{\"scenes\":" + json + "}");
      return all.items("scenes").stream().map(Scene::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scene of(JsonValue json) {
    Set<String> subjects = new TreeSet<>();
    for (JsonValue each : json.items("subjects")) {
      if (each instanceof JsonValue.Text(var name)) subjects.add(name);
    }
    List<Step> steps =
        json.items("steps").stream()
            .map(step -> new Step(step.text("text"), step.items("do")))
            .toList();
    return new Scene(json.text("id"), subjects, json.text("question"), steps);
  }

  /** Whether it is for this server, and the server can do all that it needs. */
  boolean fits(Subject subject) {
    return subjects.contains(subject.name()) && subject.can().containsAll(needs());
  }

  /** What {@link Subject#can} must have. */
  private Set<String> needs() {
    Set<String> needs = new TreeSet<>();
    for (Step step : steps) {
      for (JsonValue act : step.acts()) {
        switch (act.text("do")) {
          case "clock", "race", "kill", "power" -> needs.add(act.text("do"));
          default -> {}
        }
      }
    }
    return needs;
  }
}
