package miniredis.clients;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.OffHeapBytes;
import miniredis.command.Accounts;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.config.ClientClass;
import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.engine.Check;
import miniredis.engine.Engine;
import miniredis.keyspace.Keyspace;
import miniredis.net.Connection;
import miniredis.net.Ends;
import miniredis.net.EventLoop;
import miniredis.net.Overseer;
import miniredis.resp.Reply;

/**
 * Everyone who is connected, by id, and the rules that hold for them.
 *
 * <p>Belongs to the loop's thread.
 */
public final class Clients implements Overseer {

  private static final int MOST_BULK = Integer.MAX_VALUE - 1024;

  /** Smaller strings always find room somewhere. */
  private static final int LARGE = 1 << 20;

  private final Map<Long, Peer> byId = new LinkedHashMap<>();
  private final Setting<Integer> timeout;
  private final Setting<Long> maxclients;
  private final Setting<Boolean> protectedMode;
  private final Setting<Long> longestBulk;
  private final Setting<Long> queryBufferLimit;
  private final Engine engine;
  private final EventLoop loop;
  private final Keyspace keyspace;
  private final Accounts accounts;
  private final OutputLimits limits;
  private final ClientMemory memory;
  private final Pause pause = new Pause();

  private final Check touchCheck = new Check(this::noteTouches);

  public Clients(Config config, Engine engine, EventLoop loop, Accounts accounts) {
    timeout = config.integer("timeout");
    maxclients = config.number("maxclients");
    protectedMode = config.flag("protected-mode");
    longestBulk = config.number("proto-max-bulk-len");
    queryBufferLimit = config.number("client-query-buffer-limit");
    this.engine = engine;
    this.loop = loop;
    this.accounts = accounts;
    keyspace = engine.keyspace();
    limits = new OutputLimits(config.outputLimits());
    memory = new ClientMemory(config, keyspace.memory());
    loop.everyTick(this::tick);
  }

  /** All of them, the oldest first. */
  Collection<Peer> all() {
    return byId.values();
  }

  /** One by its id, or null. */
  Peer find(long id) {
    return byId.get(id);
  }

  /** The client of an id, or null. */
  public Client client(long id) {
    Peer peer = find(id);
    return peer == null ? null : peer.client();
  }

  public int count() {
    return byId.size();
  }

  /** How many are blocked, or held up by a pause. */
  public int waiting() {
    return (int) byId.values().stream().filter(each -> each.connection().isWaiting()).count();
  }

  // What connections ask

  @Override
  public String refusal(Ends ends) {
    if (byId.size() >= maxclients.get()) return Errors.TOO_MANY_CLIENTS;
    boolean guarded = protectedMode.get() && accounts.first().needsNoPassword();
    return guarded && !ends.isOnThisMachine() ? Errors.PROTECTED_MODE : null;
  }

  @Override
  public void came(Connection connection) {
    byId.put(connection.client().id(), new Peer(connection));
  }

  @Override
  public void left(Connection connection) {
    byId.remove(connection.client().id());
  }

  @Override
  public boolean holds(Client client, Bytes[] request) {
    if (!pause.isOn()) return false;
    if (pause.isOverAt(keyspace.now())) {
      unpause();
      return false;
    }
    try {
      Command command = engine.dispatcher().resolve(request);
      boolean allowed = client.isLoggedIn() || command.is(Flag.NO_AUTH);
      return allowed && pause.holds(command, client);
    } catch (CommandException _) {
      return false;
    }
  }

  @Override
  public boolean isOverLimit(Connection connection) {
    Peer peer = find(connection.client().id());
    return peer != null && limits.areOver(peer, keyspace.now());
  }

  @Override
  public long longestBulk() {
    return Math.min(longestBulk.get(), MOST_BULK);
  }

  @Override
  public long largestRequest() {
    return queryBufferLimit.get();
  }

  @Override
  public boolean hasRoomFor(long bytes) {
    return keyspace.heapRoom().grant(bytes);
  }

  @Override
  public OffHeapBytes offHeap(int bytes, int whole) {
    boolean fits = whole < LARGE || keyspace.heapRoom().holds(whole);
    return fits ? keyspace.offHeap().allocate(bytes) : null;
  }

  @Override
  public String describe(Connection connection) {
    return ClientLine.of(find(connection.client().id()), keyspace.now());
  }

  /** A client as CLIENT LIST shows it. */
  public String describe(Client client) {
    Peer peer = find(client.id());
    return peer == null ? "" : ClientLine.of(peer, keyspace.now());
  }

  /** All clients, the oldest first. */
  public List<Client> everyone() {
    return byId.values().stream().map(Peer::client).toList();
  }

  // What commands do

  /** CLIENT PAUSE, up to a time in Unix milliseconds. Meanwhile no key dies by itself, either. */
  void pause(Pause.Mode mode, long until) {
    pause.start(mode, until);
    keyspace.preserving(true);
  }

  /** Lets those who wait go on, after the command that is running now. */
  void unpause() {
    pause.end();
    keyspace.preserving(false);
    loop.execute(() -> List.copyOf(byId.values()).forEach(each -> each.connection().resume()));
  }

  /** Whether CLIENT PAUSE holds up writes, so that nothing else may change the data either. */
  public boolean isPaused() {
    return pause.isOn();
  }

  /** From now on, each command asks whether its client's reading counts as use of the keys. */
  void watchTouches() {
    touchCheck.stand(true);
  }

  /** Refuses nothing: notes, once a client has asked for it, whose reading is no use of keys. */
  public Check touchCheck() {
    return touchCheck;
  }

  private Reply noteTouches(Client client, Command command, Bytes[] request) {
    Peer peer = find(client.id());
    boolean noTouch = peer != null && peer.noTouch();
    keyspace.usage().noticed(!noTouch || command.isUse());
    return null;
  }

  /** Each tick: ends a pause, closes clients that are idle or take too little. */
  private void tick() {
    long now = keyspace.now();
    if (pause.isOverAt(now)) unpause();
    memory.tick(byId.values());
    for (Peer each : byId.values()) {
      each.connection().cutOffIfTooMuchWaits();
      if (isIdle(each, now)) each.connection().cutOff("Closing idle client");
    }
  }

  private boolean isIdle(Peer each, long now) {
    long limit = timeout.get();
    return limit > 0
        && now - each.connection().lastUse() > 1000 * limit
        && !each.connection().isWaiting()
        && each.type() == ClientClass.NORMAL
        && !Monitors.has(each.client());
  }

  // What INFO tells

  /** Connections received, turned away, and bytes in and out. */
  public long received() {
    return loop.traffic().received();
  }

  public long rejected() {
    return loop.traffic().rejected();
  }

  /** How many clients were cut off because all took too much memory. */
  public long evicted() {
    return memory.evicted();
  }

  public long reads() {
    return loop.traffic().reads();
  }

  public long writes() {
    return loop.traffic().writes();
  }

  public long inputBytes() {
    return loop.traffic().inputBytes();
  }

  public long outputBytes() {
    return loop.traffic().outputBytes();
  }

  public void resetStatistics() {
    memory.resetStatistics();
    loop.traffic().reset();
  }
}
