package miniredis.server;

import module java.base;

import miniredis.admin.InfoSections;
import miniredis.admin.Timing;
import miniredis.aof.DiskLogFile;
import miniredis.aof.LogFile;
import miniredis.clients.Clients;
import miniredis.command.Accounts;
import miniredis.command.Dialect;
import miniredis.config.Config;
import miniredis.config.Version;
import miniredis.dialect.PlainDialect;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.Log;
import miniredis.engine.LoginGate;
import miniredis.engine.MemoryGate;
import miniredis.net.Entrance;
import miniredis.net.EventLoop;
import miniredis.net.Listener;
import miniredis.net.Reception;
import miniredis.net.TcpEntrance;
import miniredis.net.UnixEntrance;
import miniredis.persistence.Persistence;

/**
 * The complete server, its rooms wired together by hand.
 *
 * <p>{@link #run} makes the calling thread the one that runs commands, until {@link #stop}. The
 * constructor has bound the port already, so that whoever wants to connect may do so at once.
 */
public final class Server {

  private final Engine engine;
  private final EventLoop loop;
  private final List<Listener> listeners = new ArrayList<>();

  /** The one at a Unix socket, or null. */
  private Listener file;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Log log;
  private final Persistence persistence;

  /** Whether what is to be saved at the end has been saved. */
  private boolean prepared;

  /** Whether what is to be saved at the end has been. */
  private volatile boolean safe = true;

  /**
   * Makes a server and binds its port.
   *
   * @throws IOException if a port is in use or an address is not this machine's
   */
  public Server(Config config, InstantSource clock, Log log) throws IOException {
    this(config, clock, log, DiskLogFile::open);
  }

  /** The same with another way to open the files that the log is written to. */
  public Server(Config config, InstantSource clock, Log log, LogFile.Opener opener)
      throws IOException {
    this.log = log;
    engine = new Engine(config.databases(), clock, log);
    ValueSettings.follow(config, engine.keyspace());
    loop = new EventLoop(engine, log);
    Accounts accounts = new DefaultUser(config);
    engine.dispatcher().add(new LoginGate(accounts.first()::isOpen));
    Clients clients = new Clients(config, engine, loop, accounts);
    Dialect dialect = config.speaksPlain() ? new PlainDialect() : null;
    Reception reception = new Reception(loop, clients, accounts, config.trace(), dialect);
    Info info = new Info();
    InfoSections sections = new InfoSections(engine, clients, config, this::port);
    sections.addTo(info);
    loop.everyTick(sections::sample);
    MemoryGate memory = new MemoryGate(engine, () -> mayEvict(clients));
    engine.dispatcher().add(memory);
    MemorySettings.follow(config, engine, memory, log);
    persistence = new Persistence(engine, config, loop::execute, log, Version.REDIS, opener);
    persistence.addTo(info);
    loop.everyTick(persistence::cron);
    Timing timing = new Timing(engine, config);
    timing.addTo(info);
    timing.addTo(engine.table());
    Commands.addAll(engine, loop, clients, accounts, config, this, info, persistence);
    for (String host : config.bind()) listen(host, config, reception);
    listenToFile(config, reception);
    loop.ticksPerSecond(config.hz());
    config.onChange("hz", () -> loop.ticksPerSecond(config.hz()));
  }

  /** An address that begins with a minus sign may be missing on this machine, as in Redis. */
  private void listen(String host, Config config, Reception reception) throws IOException {
    boolean optional = host.startsWith("-");
    int port = listeners.isEmpty() ? config.port() : port();
    try {
      String address = optional ? host.substring(1) : host;
      TcpEntrance entrance =
          new TcpEntrance(address, port, config.tcpBacklog(), () -> (int) config.tcpKeepalive());
      listeners.add(new Listener(entrance, loop, reception));
    } catch (UnresolvedAddressException e) {
      if (!optional) throw new IOException(host + ":" + port + ": Name or service not known", e);
    } catch (IOException e) {
      if (!optional) throw new IOException(host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  private void listenToFile(Config config, Reception reception) throws IOException {
    String path = config.text("unixsocket");
    if (path.isEmpty()) return;
    int permissions = (int) config.number("unixsocketperm");
    Entrance entrance = new UnixEntrance(Path.of(path), permissions, config.tcpBacklog());
    try {
      file = new Listener(entrance, loop, reception);
    } catch (IOException e) {
      throw new IOException("Opening Unix socket: " + path + ": " + e.getMessage(), e);
    }
    log.notice("The server is now ready to accept connections at " + path);
  }

  private boolean mayEvict(Clients clients) {
    return !persistence.isLoading() && !clients.isPaused();
  }

  /** The port that is listened on; 0 if there is only a Unix socket. */
  public int port() {
    return listeners.isEmpty() ? 0 : listeners.getFirst().port();
  }

  public Engine engine() {
    return engine;
  }

  /** Serves clients until {@link #stop}, then sends the last replies and closes everything. */
  public void run() throws IOException {
    try {
      persistence.load();
      loop.run();
      if (!prepared) safe = persistence.prepareToEnd(Persistence.Ending.AS_CONFIGURED);
    } finally {
      for (Listener listener : listeners) listener.close();
      if (file != null) file.close();
      try {
        loop.closeAll();
      } finally {
        persistence.close();
        log.notice("mini Redis is now ready to exit, bye bye...");
        ended.countDown();
      }
    }
  }

  /** Asks {@link #run} to return; from any thread. */
  public void stop() {
    loop.stop();
  }

  /** The same, from the engine's thread, when what is to be saved has been. */
  void stopPrepared() {
    prepared = true;
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
