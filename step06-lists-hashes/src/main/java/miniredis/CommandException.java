package miniredis;

/**
 * A command cannot do what it was asked. The client is told why, and its connection lives on. This
 * is the error for everything that a client may get wrong and still be understood.
 */
final class CommandException extends RuntimeException {
  CommandException(String message) {
    super(message);
  }
}
