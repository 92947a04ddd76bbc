package miniredis.clients;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.ClientFacts;
import miniredis.config.ClientClass;
import miniredis.net.Connection;

/** A connection, and what the CLIENT commands were told of it. */
final class Peer {

  /** For a time that has not come. */
  static final long NEVER = -1;

  private final Connection connection;
  private Bytes libraryName = Bytes.EMPTY;
  private Bytes libraryVersion = Bytes.EMPTY;
  private boolean noEvict;
  private boolean noTouch;
  private long overSoftLimitSince = NEVER;

  Peer(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  Client client() {
    return connection.client();
  }

  ClientClass type() {
    return client().isSubscriber() ? ClientClass.PUBSUB : ClientClass.NORMAL;
  }

  /** About how many bytes of memory it takes. */
  long memory() {
    ClientFacts facts = client().facts();
    return connection.memory() + facts.queuedBytes + facts.subscriptionBytes;
  }

  Bytes libraryName() {
    return libraryName;
  }

  void libraryName(Bytes name) {
    libraryName = name;
  }

  Bytes libraryVersion() {
    return libraryVersion;
  }

  void libraryVersion(Bytes version) {
    libraryVersion = version;
  }

  boolean noEvict() {
    return noEvict;
  }

  void noEvict(boolean on) {
    noEvict = on;
  }

  boolean noTouch() {
    return noTouch;
  }

  void noTouch(boolean on) {
    noTouch = on;
  }

  /** Unix milliseconds since which more output waits than the soft limit allows, or NEVER. */
  long overSoftLimitSince() {
    return overSoftLimitSince;
  }

  void overSoftLimitSince(long time) {
    overSoftLimitSince = time;
  }
}
