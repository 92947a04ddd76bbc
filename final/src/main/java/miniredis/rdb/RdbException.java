package miniredis.rdb;

/** An RDB file, or a piece of one, that is damaged or holds what this server cannot keep. */
public final class RdbException extends RuntimeException {

  private final long offset;

  /** What is wrong, and at which byte of the file. */
  public RdbException(String message, long offset) {
    super(message + " (at byte " + offset + ")", null, false, false);
    this.offset = offset;
  }

  /** Where it was noticed: bytes from the beginning of the file. */
  public long offset() {
    return offset;
  }
}
