package miniredis.embedded;

import module java.base;

import miniredis.config.CommandLine;
import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.ConfigSources;
import miniredis.config.Setting;

/**
 * A Redis inside this program: {@link #start} it, connect any client to its {@link #port}, {@link
 * #close} it.
 *
 * <pre>{@code
 * try (var redis = MiniRedis.start()) {
 *   var client = new Jedis(redis.host(), redis.port());
 * }
 * }</pre>
 *
 * <p>Options are those of the command line, {@code MiniRedis.start("--maxmemory", "10mb")}. Without
 * them it listens on a free port of 127.0.0.1, and its log, from warnings on, goes to standard
 * error. Neither the environment nor a {@code .env} file is looked at. Any number of servers may
 * run at a time, and none knows of the others.
 *
 * <p>Beyond what Redis can do, a test may {@linkplain #advance move the clock}, {@linkplain
 * #cutAfter cut connections}, see {@linkplain #received what clients have sent} and {@linkplain
 * #failNextFsync have the disk fail}.
 *
 * <p>Every method is safe on any thread. What concerns the data is done on the server's own thread,
 * between the commands of clients, and is done when the method returns.
 */
public final class MiniRedis implements AutoCloseable {

  private static final String[] HERE = {"--port", "0", "--bind", "127.0.0.1", "--save", ""};
  private static final String[] QUIET = {"--loglevel", "warning"};

  private final Folder folder;
  private final Host host;
  private final String address;
  private final int port;
  private final Setting<Boolean> hasLog;
  private final MovableClock clock = new MovableClock();
  private final FailingDisk disk = new FailingDisk();
  private final Journal journal = new Journal();
  private final Watch watch;

  private MiniRedis(Folder folder, Config config) throws IOException {
    this.folder = folder;
    hasLog = config.flag("appendonly");
    address = connectable(config.addresses("bind").get().getFirst());
    host = new Host(config, clock, disk);
    port = host.server().port();
    watch = new Watch(journal, host.server()::execute);
    host.server().engine().dispatcher().gate(watch);
    try {
      host.start();
    } catch (IOException | RuntimeException failed) {
      host.close();
      throw failed;
    }
  }

  /**
   * Starts a server whose data is in memory. If it is told to write files all the same, with SAVE
   * or {@code "--appendonly", "yes"}, they are in a folder that goes when it is closed.
   *
   * @param options names and values, as on the command line; a config file may stand first
   * @throws IllegalArgumentException for an option that does not exist or has a bad value
   * @throws UncheckedIOException if the port is in use, or a file cannot be read or written
   */
  public static MiniRedis start(String... options) {
    try {
      return start(Folder.temporary(), "no", options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a server on the files of a folder, Redis's or its own, and keeps its data there: with an
   * append only file, unless the options say otherwise. Returns when all of it is loaded.
   *
   * @param folder made if it is not there
   * @throws IllegalArgumentException for an option that does not exist or has a bad value
   * @throws UncheckedIOException if the port is in use, or a file is damaged or cannot be read
   */
  public static MiniRedis startIn(Path folder, String... options) {
    try {
      return start(Folder.of(folder), "yes", options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MiniRedis start(Folder folder, String appendOnly, String... options)
      throws IOException {
    try {
      return new MiniRedis(folder, config(folder, appendOnly, options));
    } catch (ConfigException refused) {
      folder.leave();
      throw new IllegalArgumentException(refused.getMessage(), refused);
    } catch (IOException | RuntimeException failed) {
      folder.leave();
      throw failed;
    }
  }

  private static Config config(Folder folder, String appendOnly, String... options) {
    String[] files = {"--dir", folder.path().toString(), "--appendonly", appendOnly};
    CommandLine defaults =
        CommandLine.parse(Stream.of(HERE, QUIET, files).flatMap(Stream::of).toArray(String[]::new));
    return ConfigSources.embedded(CommandLine.parse(options), defaults);
  }

  /** Where to connect to a server that listens on this address. */
  private static String connectable(String bind) {
    String name = bind.startsWith("-") ? bind.substring(1) : bind;
    return name.equals("*") || name.equals("0.0.0.0") ? "127.0.0.1" : name;
  }

  /** The address to connect to, {@code 127.0.0.1} unless an option says otherwise. */
  public String host() {
    return address;
  }

  /** The port to connect to. */
  public int port() {
    return port;
  }

  /** Host and port as most clients take them: {@code redis://127.0.0.1:50000}. */
  public URI uri() {
    try {
      return new URI("redis", null, address, port, null, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where files are written to, if any are. */
  public Path folder() {
    return folder.path();
  }

  /** Whether it serves: not after {@link #close}, the command SHUTDOWN or a failure of the disk. */
  public boolean isRunning() {
    return host.isRunning();
  }

  // What a test wants

  /**
   * Removes all keys, as FLUSHALL does, whatever password is set.
   *
   * @throws IllegalStateException if the server has ended
   */
  public void flush() {
    ask(() -> host.server().engine().clear());
  }

  /**
   * Makes it ready for the next test: removes all keys, forgets what was received, and calls off
   * cuts and failures that have not come yet. Clients stay connected, settings and the clock as
   * they are.
   *
   * @throws IllegalStateException if the server has ended
   */
  public void reset() {
    watch.callOff();
    disk.failNextForce(false);
    flush();
    journal.clear();
  }

  /**
   * Puts the server's clock forward, by whole milliseconds. What is due then has happened when this
   * returns: keys are dead, and blocked clients have waited long enough. Only what is about the
   * machine, such as the fsync each second, goes on in real time.
   *
   * @throws IllegalArgumentException if the time is negative
   * @throws IllegalStateException if the server has ended
   */
  public void advance(Duration time) {
    clock.advance(time);
    ask(host.server()::catchUp);
  }

  /** The time by the server's clock, to the millisecond. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * What clients have sent, since the start or the last {@link #forget}, the oldest first; the last
   * 10,000 requests, or fewer where they are long. Whatever a client has had a reply to is there.
   */
  public List<Received> received() {
    return journal.list();
  }

  /** Empties the list of what was received. */
  public void forget() {
    journal.clear();
  }

  /**
   * Breaks a connection after so many requests from now on, of all clients together: the last one
   * is run, and its client loses the connection in place of the reply. What it has not been sent by
   * then is lost, too. Once; 0 breaks it in place of running the next request.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public void cutAfter(int requests) {
    cutAfter(requests, _ -> true);
  }

  /**
   * Counts only requests of a kind: {@code cutAfter(1, each -> each.is("EXEC"))}.
   *
   * @param which is asked on the server's thread, of each request until the cut is made; it must be
   *     quick and must not ask the server anything. If it throws, that connection breaks.
   * @throws IllegalArgumentException if the number is negative
   */
  public void cutAfter(int requests, Predicate<Received> which) {
    if (requests < 0) throw new IllegalArgumentException("a negative number: " + requests);
    watch.order(new Cut(requests, which));
  }

  /**
   * Has the next fsync of the append only file fail, as on a broken disk. With {@code appendfsync
   * everysec} writes are refused after it (MISCONF) until one has worked, about a second later;
   * with {@code always} the server ends before it replies, as Redis does.
   *
   * @throws IllegalStateException if there is no append only file, or the server has ended
   */
  public void failNextFsync() {
    if (!host.ask(hasLog::get)) {
      throw new IllegalStateException("nothing is forced without --appendonly yes");
    }
    disk.failNextForce(true);
  }

  private void ask(Runnable task) {
    host.ask(
        () -> {
          task.run();
          return null;
        });
  }

  /**
   * Stops as SIGTERM would: what is to be saved is saved. When it returns, the port is free, and no
   * thread, open file or temporary folder is left. May be called again.
   *
   * @throws UncheckedIOException if the temporary folder cannot be deleted
   */
  @Override
  public void close() {
    host.close();
    try {
      folder.leave();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
