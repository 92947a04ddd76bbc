package miniredis;

import module java.base;

/**
 * Who is connected: so that there are never too many, and so that replies are finished when the
 * server stops, if five seconds are enough for that.
 *
 * <p>Every client has a thread of its own, and all of them come and go through here. So every
 * method is synchronized: one thread at a time is in here, whoever else comes waits at the door.
 */
final class Clients {
  private final Set<Socket> sockets = new HashSet<>();
  private int most;

  Clients(int most) {
    this.most = most;
  }

  /** False if there are as many as may be. */
  synchronized boolean add(Socket socket) {
    return sockets.size() < most && sockets.add(socket);
  }

  synchronized void remove(Socket socket) {
    sockets.remove(socket);
    notifyAll();
  }

  /**
   * Sees everybody out. A client's thread finds no more requests from now on: it answers those that
   * it has read, and leaves. All together have five seconds for that, slow readers too.
   */
  synchronized void close() throws InterruptedException {
    most = 0;
    for (Socket socket : sockets) {
      try {
        socket.shutdownInput();
      } catch (IOException e) {
        // It has left by itself.
      }
    }
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!sockets.isEmpty() && System.nanoTime() < end) wait(100);
  }
}
