package miniredis.cli;

import module java.base;

/** Nobody reads our output any more. */
final class BrokenOutput extends IOException {

  BrokenOutput(IOException cause) {
    super(cause);
  }
}
