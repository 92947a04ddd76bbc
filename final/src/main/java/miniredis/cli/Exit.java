package miniredis.cli;

/** Ends the program from wherever it is, with an exit code; what there was to say has been said. */
final class Exit extends RuntimeException {

  private final int code;

  Exit(int code) {
    super("exit " + code, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}
