package miniredis.server;

import module java.base;

import miniredis.admin.InfoSections;
import miniredis.admin.Timing;
import miniredis.aof.DiskLogFile;
import miniredis.aof.LogFile;
import miniredis.clients.Clients;
import miniredis.clients.Monitors;
import miniredis.command.Accounts;
import miniredis.command.Dialect;
import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.Version;
import miniredis.dialect.PlainDialect;
import miniredis.engine.Check;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.MemoryCheck;
import miniredis.engine.ServerLog;
import miniredis.net.EventLoop;
import miniredis.net.Reception;
import miniredis.net.Traffic;
import miniredis.persistence.Persistence;
import miniredis.pubsub.Notifications;
import miniredis.pubsub.PubSub;
import miniredis.pubsub.PubSubCommands;
import miniredis.scripting.ScriptChecks;
import miniredis.scripting.Scripting;
import miniredis.security.Security;
import miniredis.tracking.Tracking;

/**
 * The complete server, its rooms wired together by hand.
 *
 * <p>{@link #run} makes the calling thread the one that runs commands, until {@link #stop}. The
 * constructor has bound the port already, so that whoever wants to connect may do so at once.
 */
public final class Server {

  /**
   * So long after the start: a client that was waiting for the server has its first replies then.
   */
  private static final Duration REHEARSAL = Duration.ofMillis(200);

  /** What clients speak: the values of the setting dialect. */
  private enum Speech {
    RESP,
    PLAIN
  }

  private final Info info;
  private final Engine engine;
  private final EventLoop loop;
  private final Doors doors;
  private final MetricsSettings metrics;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ServerLog log;
  private final Persistence persistence;
  private final Security security;
  private final Scripting scripting;
  private final List<String> unheeded;

  /** Whether what is to be saved at the end has been saved. */
  private boolean prepared;

  /** Whether what is to be saved at the end has been. */
  private volatile boolean safe = true;

  /**
   * Makes a server and binds its port.
   *
   * @throws ConfigException if a setting promises what is not here
   * @throws IOException if a port is in use or an address is not this machine's
   */
  public Server(Config config, InstantSource clock, ServerLog log) throws IOException {
    this(config, clock, log, DiskLogFile::open);
  }

  /** The same with another way to open the files that the log is written to. */
  public Server(Config config, InstantSource clock, ServerLog log, LogFile.Opener opener)
      throws IOException {
    this.log = log;
    engine = new Engine(config.integer("databases").get(), clock, log);
    ValueSettings.follow(config, engine.keyspace());
    loop = new EventLoop(engine, log);
    PubSub pubSub = new PubSub();
    Everyone everyone = new Everyone(pubSub);
    security = new Security(config, engine, everyone, log);
    Accounts accounts = security.accounts();
    Clients clients = new Clients(config, engine, loop, accounts);
    everyone.are(clients);
    boolean plain = config.choice("dialect", Speech.class).get() == Speech.PLAIN;
    Dialect dialect = plain ? new PlainDialect() : null;
    Reception reception =
        new Reception(loop, clients, accounts, config.flag("trace").get(), dialect);
    Notifications.follow(config, engine.listeners(), pubSub);
    Tracking tracking = new Tracking(engine, clients::client, config);
    Monitors monitors = new Monitors(engine);
    info = new Info();
    InfoSections sections =
        new InfoSections(
            engine, clients, pubSub, tracking, config, this::anyPort, loop::ticksPerSecond);
    sections.addTo(info);
    loop.everyTick(sections::sample);
    MemoryCheck memory = new MemoryCheck(engine, () -> mayEvict(clients));
    MemorySettings.follow(config, engine, memory, log);
    loop.everyTick(memory::look);
    MemorySettings.followRemovals(config, engine.propagation());
    persistence = new Persistence(engine, config, loop::execute, log, Version.REDIS, opener);
    persistence.addTo(info);
    security.addTo(info);
    engine
        .dispatcher()
        .checks(
            security.loginCheck(), // NOAUTH
            engine.dispatcher().transactions().insideCheck(), // not allowed inside a transaction
            security.rightsCheck(), // NOPERM
            clients.touchCheck(),
            memory.check(), // OOM
            tracking.limitCheck(),
            persistence.saveCheck(), // MISCONF
            persistence.aofCheck(), // MISCONF
            pubSub.check(), // only what a subscriber may send
            persistence.loadingCheck(), // LOADING
            engine.dispatcher().busyCheck(), // BUSY
            monitors.check(), // who watches may not touch keys
            engine.dispatcher().transactions().queueingCheck()); // QUEUED
    loop.everyTick(persistence::cron);
    List<Check> writes = List.of(persistence.saveCheck(), persistence.aofCheck());
    ScriptChecks inScripts = new ScriptChecks(security.rightsCheck(), writes, memory::wasFull);
    scripting = new Scripting(engine, config, inScripts, log);
    scripting.meanwhile(loop::serveMeanwhile, loop::isStopping);
    Timing timing = new Timing(engine, config);
    timing.addTo(info);
    timing.addTo(engine.table());
    new PubSubCommands(pubSub, engine.propagation()).addTo(engine.table());
    monitors.addTo(engine.table());
    TickSettings.follow(config, loop, clients);
    metrics = new MetricsSettings(config, log);
    try {
      Commands.addAll(engine, loop, clients, security, tracking, config, this, info, persistence);
      security.start();
      doors = new Doors(config, loop, reception, log);
      unheeded = config.checkHeeded();
      metrics.open(engine, loop::execute, info, timing.slowLog());
      doors.open();
    } catch (IOException | RuntimeException failed) {
      metrics.close();
      loop.closeAll();
      throw failed;
    }
  }

  private boolean mayEvict(Clients clients) {
    return !persistence.isLoading() && !clients.isPaused();
  }

  /** The settings that were given and have no effect here. */
  public List<String> unheeded() {
    return unheeded;
  }

  /** Whether whoever comes may do what the default user may, without a password. */
  boolean needsNoPassword() {
    return security.accounts().first().needsNoPassword();
  }

  /** The port that is listened on; 0 if there is none. */
  public int port() {
    return doors.port();
  }

  /** The port for TLS; 0 if there is none. */
  public int tlsPort() {
    return doors.tlsPort();
  }

  private int anyPort() {
    return port() != 0 ? port() : tlsPort();
  }

  /** How much was read and written; on the engine's thread. */
  public Traffic traffic() {
    return loop.traffic();
  }

  public Engine engine() {
    return engine;
  }

  /** Serves clients until {@link #stop}, then sends the last replies and closes everything. */
  public void run() throws IOException {
    try {
      metrics.start();
      persistence.load();
      loop.run();
      if (!prepared) safe = persistence.prepareToEnd(Persistence.Ending.AS_CONFIGURED);
    } finally {
      doors.close();
      try {
        metrics.close();
        loop.closeAll();
      } finally {
        persistence.close();
        scripting.close();
        log.notice("mini Redis is now ready to exit, bye bye...");
        ended.countDown();
      }
    }
  }

  /** Whether what an earlier run has left is still being loaded; on the engine's thread. */
  public boolean isLoading() {
    return persistence.isLoading();
  }

  /**
   * Has a task done on the engine's thread, between the requests of two turns; from any thread. One
   * that comes when the server ends may be left undone.
   */
  public void execute(Runnable task) {
    loop.execute(task);
  }

  /** Does at once all that is due by the clock, dead keys and the like; on the engine's thread. */
  public void catchUp() {
    loop.catchUp();
  }

  /**
   * Makes the text of INFO for nobody, a moment after the start. Programs that watch servers ask
   * for it first, and its two hundred lines take Java three times as long the first time.
   */
  void rehearse() {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              LockSupport.parkNanos(REHEARSAL.toNanos());
              execute(() -> info.text(Set.of()));
            });
  }

  /** Gives memory back to the system when there is time: for a program that owns its JVM. */
  void giveSpareHeapBack() {
    SpareHeap heap =
        new SpareHeap(
            Runtime.getRuntime()::totalMemory,
            engine.keyspace().memory()::used,
            engine.keyspace().offHeap()::bytes,
            loop.traffic()::reads,
            System::nanoTime,
            this::collect,
            engine.keyspace().offHeap()::giveBack);
    loop.everyTick(heap::tick);
  }

  /** Makes the heap as small as it can be. */
  private void collect() {
    engine.keyspace().arrays().clear();
    loop.letGoOfSpare();
    System.gc();
  }

  /** Asks {@link #run} to return; from any thread. */
  public void stop() {
    loop.stop();
  }

  /** The same, from the engine's thread, when what is to be saved has been. */
  void stopPrepared() {
    prepared = true;
    scripting.abandon();
    loop.stop();
  }

  /** Whether {@link #run} has ended with everything saved that was to be; from any thread. */
  public boolean endedSafely() {
    return safe;
  }

  /** Waits until {@link #run} has returned, so long at the most; from any other thread. */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
