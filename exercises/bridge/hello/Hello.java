package miniredis;

import module java.base;

/** What one client and the server have agreed on. There is one for each connection. */
final class Hello {
  private int version = 2;

  /** Of the protocol: 2 or 3. */
  int version() {
    return version;
  }

  // TODO: HELLO [version], and a connection that asks for it here
}
