package miniredis.keyspace;

/** The key holds a value of another type than the command works on. */
public final class WrongTypeException extends RuntimeException {
  public WrongTypeException() {
    super("WRONGTYPE Operation against a key holding the wrong kind of value", null, false, false);
  }
}
