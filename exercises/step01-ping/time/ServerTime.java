package miniredis;

import module java.base;

/** The command TIME: seconds since 1970, and the microseconds of the current second. */
final class ServerTime {

  /** The whole reply but its last line end, which {@code send} adds. */
  static String reply() {
    Instant now = Instant.now();
    return "-ERR TIME is not written yet, and it is " + now; // TODO: an array of two bulk strings
  }
}
