package miniredis.differential;

import module java.base;

/**
 * Makes a failing script short: leaves out commands, then arguments, as long as the last command is
 * still answered differently. Halves first, then quarters, down to single commands.
 */
final class Shrinker {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Stage stage;
  private final long end = System.nanoTime() + PATIENCE.toNanos();
  private Script script;
  private Difference difference;

  Shrinker(Stage stage, Script script, Difference difference) {
    this.stage = stage;
    this.script = script.with(script.requests().subList(0, difference.index() + 1));
    this.difference = difference;
    for (int size = script.requests().size() / 2; size >= 1; size /= 2) leaveOutCommands(size);
    leaveOutArguments();
  }

  Script script() {
    return script;
  }

  /** How the answers differ at the end of the short script. */
  Difference difference() {
    return difference;
  }

  private void leaveOutCommands(int size) {
    for (int from = 0; from < script.requests().size() - 1; ) {
      List<Request> fewer = new ArrayList<>(script.requests());
      fewer.subList(from, Math.min(from + size, fewer.size() - 1)).clear();
      if (!accept(fewer)) from += size;
    }
  }

  private void leaveOutArguments() {
    for (int command = 0; command < script.requests().size(); command++) {
      int argument = script.requests().get(command).arguments().size() - 1;
      for (; argument >= 1; argument--) {
        if (command >= script.requests().size()) return;
        List<Request> simpler = new ArrayList<>(script.requests());
        simpler.set(command, simpler.get(command).without(argument));
        if (script.isFit(simpler.get(command))) accept(simpler);
      }
    }
  }

  /** Takes the shorter script if it still shows the difference. */
  private boolean accept(List<Request> requests) {
    if (System.nanoTime() > end) return false;
    Script shorter = script.with(requests);
    Optional<Difference> found = stage.play(shorter).filter(difference::isLike);
    if (found.isEmpty()) return false;
    difference = found.get();
    script = shorter.with(requests.subList(0, difference.index() + 1));
    return true;
  }
}
