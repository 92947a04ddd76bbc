package miniredis;

/** The client broke the protocol. Nobody can tell where its next request begins: we hang up. */
final class ProtocolException extends RuntimeException {
  ProtocolException(String message) {
    super("Protocol error: " + message);
  }
}
