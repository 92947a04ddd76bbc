package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/**
 * The scenes of the server that is looked at, and the one that is on. All pages see the same scene;
 * whoever is first to ask for the next step gets it. Safe on any thread.
 *
 * <pre>
 *   {"do":"scene","id":"04-dies"}               the question
 *   {"do":"scene","id":"04-dies","choose":1}    what the class thinks
 *   {"do":"scene","id":"04-dies","step":1}      the first step, the second ...
 * </pre>
 */
final class Scenes implements Programme {

  private final Lens lens;
  private final Map<String, Scene> offered = new LinkedHashMap<>();
  private Scene scene;
  private SceneRun run;
  private int step;

  Scenes(Lens lens) {
    this.lens = lens;
    for (Scene each : Scene.all()) if (each.fits(lens.subject())) offered.put(each.id(), each);
  }

  @Override
  public List<String> scenes() {
    return List.copyOf(offered.keySet());
  }

  @Override
  public synchronized String ask(JsonValue request) {
    try {
      String id = request.text("id");
      if (request.has("choose")) choose(id, request.number("choose", 0));
      else if (request.has("step")) next(id, (int) request.number("step", 0));
      else begin(id);
      return Lens.ok();
    } catch (IllegalArgumentException | IOException refused) {
      return Lens.error(refused.getMessage());
    }
  }

  @Override
  public synchronized void play(String id) throws IOException {
    begin(id);
    for (int next = 1; next <= scene.steps().size(); next++) next(id, next);
  }

  private void begin(String id) throws IOException {
    Scene found = offered.get(id);
    if (found == null) throw new IllegalArgumentException("There is no scene " + id + " here.");
    scene = found;
    step = 0;
    run = new SceneRun(lens);
    run.begin();
    tell("asked", found.question());
  }

  private void choose(String id, long choice) {
    mustBeOn(id);
    lens.hub().note("The class thinks: " + (choice + 1) + ".", "info");
  }

  /**
   * @throws IllegalArgumentException if another step is next, because another page was faster
   * @throws IOException if the server does not do what the scene needs; the step counts as done
   */
  private void next(String id, int wanted) throws IOException {
    mustBeOn(id);
    if (wanted != step + 1 || wanted > scene.steps().size()) {
      throw new IllegalArgumentException("The scene is at step " + step + " already.");
    }
    Scene.Step next = scene.steps().get(step++);
    tell("running", next.text());
    try {
      run.perform(next.acts());
    } catch (IOException stuck) {
      lens.hub().note(stuck.getMessage(), "bad");
      throw stuck;
    } finally {
      if (step == scene.steps().size()) tell("done", next.text());
    }
  }

  private void mustBeOn(String id) {
    if (scene == null || !scene.id().equals(id)) {
      throw new IllegalArgumentException("The scene " + id + " is not on.");
    }
  }

  private void tell(String state, String text) {
    Json json = new Json().beginObject().name("kind").text("scene").name("id").text(scene.id());
    json.name("step").number(step).name("of").number(scene.steps().size());
    lens.hub().tell(json.name("text").text(text).name("state").text(state).endObject());
  }
}
