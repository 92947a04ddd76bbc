package miniredis.cli;

import org.jline.utils.Signals;

/** Ctrl-C outside the shell. */
final class Interrupts {

  private Interrupts() {}

  /** Has Ctrl-C run this, on a thread of its own, in place of ending the program at once. */
  static void handle(Runnable action) {
    Signals.register("INT", action);
  }
}
