package miniredis.probe;

/** Why a server cannot be started, or cannot do what was asked: one sentence, to show as it is. */
final class ProbeException extends Exception {
  ProbeException(String message) {
    super(message);
  }
}
