package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.config.ClientClass;
import miniredis.config.Config;
import miniredis.resp.Reply;
import miniredis.resp.RequestReader;

/**
 * Everyone who is connected, by id, and the limits that hold for them.
 *
 * <p>Belongs to the loop's thread.
 */
public final class Clients {

  private static final int MOST_BULK = Integer.MAX_VALUE - 1024;

  private final Map<Long, Connection> byId = new LinkedHashMap<>();
  private final Config config;
  private final EventLoop loop;

  private long nextId = 1;
  private long received;
  private long rejected;
  private long inputBytes;
  private long outputBytes;

  public Clients(Config config, EventLoop loop) {
    this.config = config;
    this.loop = loop;
  }

  /** All connections, the oldest first. */
  public Collection<Connection> all() {
    return byId.values();
  }

  /** A connection by its id, or null. */
  public Connection find(long id) {
    return byId.get(id);
  }

  public int count() {
    return byId.size();
  }

  /** Takes a new socket in, or turns it away with the reason. */
  void welcome(SocketChannel channel) throws IOException {
    received++;
    channel.configureBlocking(false);
    String refusal = refusal(channel);
    if (refusal != null) {
      rejected++;
      OutputBuffer reason = new OutputBuffer();
      reason.add(Reply.error(refusal), 2);
      reason.writeTo(channel);
      channel.close();
      return;
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, config.tcpKeepalive() > 0);
    long id = nextId++;
    Connection connection = new Connection(id, channel, loop, this);
    connection.state().created(loop.engine().keyspace().tick());
    connection.state().authenticated(config.requirepass().isEmpty());
    byId.put(id, connection);
    loop.log().verbose("Accepted " + channel.getRemoteAddress());
  }

  private String refusal(SocketChannel channel) throws IOException {
    if (byId.size() >= config.maxclients()) return "ERR max number of clients reached";
    boolean guarded = config.protectedMode() && config.requirepass().isEmpty();
    if (guarded && !isLocal(channel)) return PROTECTED;
    return null;
  }

  private static boolean isLocal(SocketChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getRemoteAddress()).getAddress().isLoopbackAddress();
  }

  private static final String PROTECTED =
      "DENIED mini Redis is running in protected mode because no password is set for the default"
          + " user. In this mode connections are only accepted from the loopback interface. To"
          + " accept others, either set a password (requirepass), or start the server with"
          + " --protected-mode no.";

  void acceptFailed(IOException failed) {
    loop.log().warning("Accepting client connection: " + failed.getMessage());
  }

  void remove(Connection connection) {
    byId.remove(connection.id());
  }

  /** Whether this request has to wait because of CLIENT PAUSE. */
  boolean holds(Connection connection, Bytes[] request) {
    return false;
  }

  /** Whether so much output waits for a client that it must be cut off. */
  boolean isOverLimit(Connection connection, int waiting) {
    long hard = config.outputHardLimit(ClientClass.NORMAL);
    return hard > 0 && waiting > hard;
  }

  /** One line about a client, as in CLIENT LIST. */
  String describe(Connection connection) {
    return "id=" + connection.id();
  }

  RequestReader.Limits limitsFor(Connection connection) {
    return new RequestReader.Limits() {
      @Override
      public long longestBulk() {
        return Math.min(config.protoMaxBulkLen(), MOST_BULK);
      }

      @Override
      public long largestRequest() {
        return config.clientQueryBufferLimit();
      }

      @Override
      public boolean trusted() {
        return connection.authenticated();
      }
    };
  }

  void countInput(int bytes) {
    inputBytes += bytes;
  }

  void countOutput(int bytes) {
    outputBytes += bytes;
  }

  /** Connections received, turned away, and bytes in and out, for INFO stats. */
  public long received() {
    return received;
  }

  public long rejected() {
    return rejected;
  }

  public long inputBytes() {
    return inputBytes;
  }

  public long outputBytes() {
    return outputBytes;
  }

  public void resetStatistics() {
    received = rejected = inputBytes = outputBytes = 0;
  }
}
