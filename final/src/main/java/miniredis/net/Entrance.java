package miniredis.net;

import module java.base;

/** A place where clients come in: what the kinds of sockets do differently. */
public interface Entrance {

  /**
   * Opens the place.
   *
   * @throws IOException if it is taken or cannot be
   */
  ServerSocketChannel open() throws IOException;

  /** Makes a socket that has been accepted ready for use. */
  Transport admit(SocketChannel socket) throws IOException;

  /** Tidies up after the channel has been closed. */
  default void closed() throws IOException {}
}
