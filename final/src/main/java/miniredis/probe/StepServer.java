package miniredis.probe;

import module java.base;

/**
 * A server of the course, or a learner's, started from its sources and looked into by reflection:
 * for what is seen here it has no line of its own.
 */
final class StepServer implements WatchedServer {

  private static final long PATIENCE = 20;

  private final Sources sources;
  private final StoppableClock clock;
  private final Object server;

  /** Null in a server that keeps nothing. */
  private final Object database;

  /** Null where there is none. */
  private final Race race;

  private final ReentrantLock lock;
  private final StepLog log;
  private final StepThreads threads;
  private final int port;

  /**
   * Compiles and starts it.
   *
   * @param options as on its command line
   * @throws ProbeException if the sources do not compile, or it does not start, with the reason
   */
  StepServer(Sources sources, List<String> options, StoppableClock clock) throws ProbeException {
    this.sources = sources;
    this.clock = clock;
    Race stage = new Race();
    StepLoader loader = load(sources);
    Class<?> type = loader.find("Server");
    Class<?> configType = loader.find("Config");
    if (type == null || configType == null) {
      throw new ProbeException(
          "There is no class Server, or no class Config, in " + sources.root());
    }
    Object config = parse(configType, options);
    forceOldLog(config);
    Class<?> staged = loader.find(StagedDatabase.NAME);
    Class<?> data = staged != null ? staged : loader.find("Database");
    database = data == null ? null : Reflected.make(data, stage, clock);
    race = staged == null ? null : stage;
    server =
        database == null ? Reflected.make(type, config) : Reflected.make(type, config, database);
    lock = seen(() -> Reflected.field(database, "lock", ReentrantLock.class));
    log = log(loader);
    threads = new StepThreads(lock);
    port = (Integer) Reflected.call(server, "port");
    Thread.ofPlatform().daemon().name("main").start(() -> Reflected.call(server, "run"));
  }

  /** With the staged database if that compiles, without it if the learner's is another one. */
  private static StepLoader load(Sources sources) throws ProbeException {
    String staged = StagedDatabase.source(sources.text("Database"));
    if (staged != null) {
      try {
        return new StepLoader(sources.compile(StagedDatabase.NAME, staged));
      } catch (ProbeException another) {
        // Whether it is the staged one or the learner's that does not compile is seen below.
      }
    }
    return new StepLoader(sources.compile(null, null));
  }

  private static Object parse(Class<?> config, List<String> options) throws ProbeException {
    try {
      Method parse = config.getDeclaredMethod("parse", String[].class);
      parse.setAccessible(true);
      return parse.invoke(null, (Object) options.toArray(String[]::new));
    } catch (InvocationTargetException e) {
      throw new ProbeException(Reflected.words(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new ProbeException("Config has no method parse(String...), which the lens calls.");
    }
  }

  /** So that all that is in the log when the server opens it is on the disk for certain. */
  private static void forceOldLog(Object config) {
    if (!Reflected.hasField(config, "dir")) return;
    Path file = Path.of(String.valueOf(Reflected.field(config, "dir")), "appendonly.aof");
    if (!Files.exists(file)) return;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      // The server itself will say what is wrong with it.
    }
  }

  private StepLog log(StepLoader loader) throws ProbeException {
    Object log = seen(() -> Reflected.field(database, "log"));
    Class<?> port = loader.find("LogFile");
    if (log == null || port == null) return null;
    try {
      return new StepLog(log, port);
    } catch (Reflected.UnseenException another) {
      return null;
    } catch (IOException | UncheckedIOException e) {
      throw new ProbeException("The log cannot be read: " + e.getMessage());
    }
  }

  /** Null for what is not to be seen. */
  private static <T> T seen(Supplier<T> what) {
    try {
      return what.get();
    } catch (Reflected.UnseenException none) {
      return null;
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String title() {
    return sources.root().toString();
  }

  @Override
  public StoppableClock clock() {
    return clock;
  }

  @Override
  public boolean takesClock() {
    return Boolean.TRUE.equals(seen(() -> Reflected.field(database, "clock") == clock));
  }

  /** A step looks at its clock ten times a second by itself. */
  @Override
  public void clockMoved() {}

  @Override
  public Race race() {
    return race;
  }

  @Override
  public Disk disk() {
    return log == null ? null : log.disk();
  }

  @Override
  public SequencedMap<String, Pane> look() {
    SequencedMap<String, Pane> panes = new LinkedHashMap<>();
    underLock(() -> lookAtData(panes));
    if (log != null) panes.put("log", pane("The log", "AppendOnlyFile", log::view));
    panes.put("threads", pane("Threads", lock == null ? "Server" : "Database", threads::view));
    if (race != null) panes.put("race", pane("Two clients", "CommandTable", race::view));
    return panes;
  }

  private void lookAtData(SequencedMap<String, Pane> panes) {
    StepData data = new StepData(database);
    panes.put("keyspace", pane("Keys", "Database", data::keyspace));
    Pane table = pane("The hash table", "Database", data::dictionary);
    panes.put("dictionary", new Pane(table.title(), "java.util.HashMap", null, table.view()));
    View.Sweeps sweeps = race == null ? View.Sweeps.NONE : race.sweeps();
    panes.put("deadlines", pane("Deadlines", "Expiry", () -> data.deadlines(sweeps)));
  }

  private Pane pane(String title, String type, Supplier<View> look) {
    String file = sources.text(type).isEmpty() ? null : sources.file(type);
    try {
      return new Pane(title, type, file, look.get());
    } catch (Reflected.UnseenException unseen) {
      return new Pane(title, type, file, new View.Unseen(unseen.getMessage()));
    } catch (ClassCastException another) {
      return new Pane(
          title,
          type,
          file,
          new View.Unseen("Not to be seen here: " + type + " is made in another way."));
    }
  }

  /**
   * Looks while no command runs. Who stands on the stage with the lock in the hand keeps all others
   * out, so that it is safe to look then, too. Of a server that has no lock yet a command may
   * change what is looked at: then it is looked at the next time.
   */
  private boolean underLock(Runnable look) {
    boolean mine = false;
    try {
      mine = lock != null && lock.tryLock(PATIENCE, TimeUnit.MILLISECONDS);
      if (lock != null && !mine && (race == null || !race.holdsTheLock())) return false;
      look.run();
      return true;
    } catch (InterruptedException | ConcurrentModificationException busy) {
      return false;
    } catch (RuntimeException halfChanged) {
      if (lock != null) throw halfChanged;
      return false;
    } finally {
      if (mine) lock.unlock();
    }
  }

  @Override
  public List<Pair> pairs(Set<String> wanted) {
    List<Pair> pairs = new ArrayList<>();
    for (int tries = 0; tries < 50; tries++) {
      pairs.clear();
      StepData data = new StepData(database);
      if (underLock(() -> pairs.addAll(data.pairs(wanted, clock.millis())))) return pairs;
    }
    return null;
  }

  @Override
  public void close() {
    if (race != null) race.mode(Race.Mode.OFF);
    seen(() -> Reflected.call(server, "close"));
  }
}
