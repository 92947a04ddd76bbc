package miniredis.aof;

import module java.base;

/** What is wrong with a file of the log, and at which byte. */
public final class AofException extends IOException {

  private AofException(String message) {
    super(message);
  }

  public static AofException at(long offset, String what) {
    return new AofException("Bad file format: " + what + " at byte " + offset);
  }
}
