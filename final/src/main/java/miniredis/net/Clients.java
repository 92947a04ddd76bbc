package miniredis.net;

import module java.base;

import jdk.net.ExtendedSocketOptions;
import miniredis.bytes.Bytes;
import miniredis.command.Accounts;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Dialect;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.config.ClientClass;
import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.engine.Check;
import miniredis.resp.Reply;
import miniredis.resp.RequestReader;

/**
 * Everyone who is connected, by id, and the limits that hold for them.
 *
 * <p>Belongs to the loop's thread.
 */
public final class Clients {

  static final String TOO_MUCH_OUTPUT = "Client closed for overcoming of output buffer limits";

  private static final int MOST_BULK = Integer.MAX_VALUE - 1024;
  private static final int KEEPALIVE_PROBES = 3;

  private final Map<Long, Connection> byId = new LinkedHashMap<>();
  private final Setting<Integer> timeout;
  private final Setting<Integer> keepalive;
  private final Setting<Long> maxclients;
  private final Setting<Boolean> protectedMode;
  private final Setting<Long> longestBulk;
  private final Setting<Long> queryBufferLimit;
  private final EventLoop loop;
  private final Accounts accounts;
  private final OutputLimits limits;
  private final ClientMemory memory;
  private final Pause pause = new Pause();
  private final Trace trace;

  private Dialect dialect;
  private final Check touchCheck = new Check(this::noteTouches);
  private long nextId = 1;
  private long received;
  private long rejected;
  private long inputBytes;
  private long outputBytes;
  private long reads;
  private long writes;

  public Clients(Config config, EventLoop loop, Accounts accounts) {
    timeout = config.integer("timeout");
    keepalive = config.integer("tcp-keepalive");
    maxclients = config.number("maxclients");
    protectedMode = config.flag("protected-mode");
    longestBulk = config.number("proto-max-bulk-len");
    queryBufferLimit = config.number("client-query-buffer-limit");
    this.loop = loop;
    this.accounts = accounts;
    limits = new OutputLimits(config.outputLimits());
    memory = new ClientMemory(config, loop.engine().keyspace().memory());
    trace = config.flag("trace").get() ? new Trace(System.err) : null;
    loop.everyTick(this::tick);
  }

  /** Has everyone who connects from now on speak another language than Redis's. */
  public void dialect(Dialect dialect) {
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
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

  /** How many are blocked, or held up by a pause. */
  public int waiting() {
    return (int) byId.values().stream().filter(Connection::isWaiting).count();
  }

  /** Takes a new socket in, or turns it away with the reason. */
  void welcome(SocketChannel channel) throws IOException {
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
    received++;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    keepAlive(channel);
    long id = nextId++;
    byId.put(id, new Connection(id, channel, loop, this, accounts.first()));
    loop.log().verbose("Accepted " + channel.getRemoteAddress());
  }

  /** A peer that has gone without a word is noticed after twice the setting's seconds. */
  private void keepAlive(SocketChannel channel) throws IOException {
    int seconds = keepalive.get();
    if (seconds == 0) return;
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) return;
    int interval = Math.max(1, seconds / KEEPALIVE_PROBES);
    channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
    channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, interval);
    channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
  }

  private String refusal(SocketChannel channel) throws IOException {
    if (byId.size() >= maxclients.get()) return Errors.TOO_MANY_CLIENTS;
    boolean guarded = protectedMode.get() && accounts.first().isOpen();
    return guarded && !isLocal(channel) ? Errors.PROTECTED_MODE : null;
  }

  static boolean isLocal(SocketChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getRemoteAddress()).getAddress().isLoopbackAddress();
  }

  void acceptFailed(IOException failed) {
    loop.log().warning("Accepting client connection: " + failed.getMessage());
  }

  void remove(Connection connection) {
    byId.remove(connection.id());
  }

  /** Whether this request has to wait because of CLIENT PAUSE. One that fails at once does not. */
  boolean holds(Connection connection, Bytes[] request) {
    if (!pause.isOn() || pause.isOverAt(loop.engine().keyspace().now())) return false;
    try {
      Command command = loop.engine().dispatcher().resolve(request);
      boolean allowed = connection.client().isLoggedIn() || command.is(Flag.NO_AUTH);
      return allowed && pause.holds(command, connection);
    } catch (CommandException _) {
      return false;
    }
  }

  /** CLIENT PAUSE, up to a time in Unix milliseconds. */
  void pause(Pause.Mode mode, long until) {
    pause.start(mode, until);
  }

  /** Lets those who wait go on, after the command that is running now. */
  void unpause() {
    pause.end();
    loop.execute(() -> List.copyOf(byId.values()).forEach(Connection::resume));
  }

  /** Refuses nothing: notes, once a client has asked for it, whose reading is no use of keys. */
  public Check touchCheck() {
    return touchCheck;
  }

  private Reply noteTouches(Client client, Command command, Bytes[] request) {
    Connection connection = byId.get(client.id());
    boolean noTouch = connection != null && connection.state().noTouch();
    loop.engine().keyspace().usage().noticed(!noTouch || command.name().equals("touch"));
    return null;
  }

  /** From now on, each command asks whether its client's reading counts as use of the keys. */
  void watchTouches() {
    touchCheck.stand(true);
  }

  /** Whether CLIENT PAUSE holds up writes, so that nothing else may change the data either. */
  public boolean isPaused() {
    return pause.isOn();
  }

  /** Ten times a second: ends a pause, closes clients that are idle or take too little. */
  private void tick() {
    long now = loop.engine().keyspace().now();
    if (pause.isOverAt(now)) unpause();
    memory.tick(byId.values());
    for (Connection each : byId.values()) {
      if (isOverLimit(each)) each.cutOff(TOO_MUCH_OUTPUT);
      else if (isIdle(each, now)) each.cutOff("Closing idle client");
    }
  }

  private boolean isIdle(Connection each, long now) {
    long limit = timeout.get();
    return limit > 0
        && now - each.state().lastUse() > 1000 * limit
        && !each.isWaiting()
        && each.type() == ClientClass.NORMAL;
  }

  /** Whether so much output waits for a client that it must be cut off. */
  boolean isOverLimit(Connection connection) {
    return connection.output().waiting() > 0
        && limits.areOver(connection, loop.engine().keyspace().now());
  }

  /** Shows all bytes in and out, or is null. */
  Trace trace() {
    return trace;
  }

  RequestReader.Limits limitsFor(Connection connection) {
    return new RequestReader.Limits() {
      @Override
      public long longestBulk() {
        return Math.min(longestBulk.get(), MOST_BULK);
      }

      @Override
      public long largestRequest() {
        return queryBufferLimit.get();
      }

      @Override
      public boolean trusted() {
        return connection.client().isLoggedIn();
      }
    };
  }

  void countInput(int bytes) {
    inputBytes += bytes;
    reads++;
  }

  void countOutput(int bytes) {
    outputBytes += bytes;
    writes++;
  }

  /** Connections received, turned away, and bytes in and out, for INFO stats. */
  public long received() {
    return received;
  }

  public long rejected() {
    return rejected;
  }

  /** How many clients were cut off because all took too much memory. */
  public long evicted() {
    return memory.evicted();
  }

  public long inputBytes() {
    return inputBytes;
  }

  public long outputBytes() {
    return outputBytes;
  }

  /** How often something was read from a socket. */
  public long reads() {
    return reads;
  }

  /** How often something was written to a socket. */
  public long writes() {
    return writes;
  }

  public void resetStatistics() {
    memory.resetStatistics();
    received = rejected = inputBytes = outputBytes = reads = writes = 0;
  }
}
