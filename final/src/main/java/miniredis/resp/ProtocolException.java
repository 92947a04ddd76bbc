package miniredis.resp;

/**
 * The other side broke the protocol. Where the next frame begins is no longer known, so the
 * connection is told why and closed. The message is what Redis says after {@code Protocol error: }.
 */
public final class ProtocolException extends RuntimeException {

  /** A request that outgrew the limit; whoever sends one is told nothing. */
  public static final ProtocolException TOO_BIG = new ProtocolException("too big request");

  public ProtocolException(String message) {
    super(message, null, false, false);
  }
}
