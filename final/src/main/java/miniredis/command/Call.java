package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.keyspace.Keyspace;

/**
 * One request on its way through a handler: its arguments, who sent it, and what it works on.
 *
 * <p>Argument 0 is the name of the command. A call is valid while its handler runs.
 */
public final class Call {

  private final Client client;
  private final Command command;
  private final Bytes[] args;
  private final Keyspace keyspace;
  private List<Bytes[]> effects;

  public Call(Client client, Command command, Bytes[] args, Keyspace keyspace) {
    this.client = client;
    this.command = command;
    this.args = args;
    this.keyspace = keyspace;
  }

  public Client client() {
    return client;
  }

  public Command command() {
    return command;
  }

  public Keyspace keyspace() {
    return keyspace;
  }

  /** The database that the client has selected. */
  public Database database() {
    return keyspace.database(client.database());
  }

  /** Unix time in milliseconds; the same throughout a call. */
  public long now() {
    return keyspace.now();
  }

  /** The number of arguments, the name counted. */
  public int size() {
    return args.length;
  }

  public Bytes arg(int index) {
    return args[index];
  }

  /** The first argument, which for most commands is the key. */
  public Bytes key() {
    return args[1];
  }

  /** The arguments after the key. */
  public List<Bytes> rest() {
    return from(2);
  }

  /** The arguments from this one on. */
  public List<Bytes> from(int index) {
    return Arrays.asList(args).subList(index, args.length);
  }

  /** The keys of a command that has many: each {@code step}th argument from this one on. */
  public Iterable<Bytes> keys(int first, int step) {
    return () -> new KeysAhead(database(), args, first, step);
  }

  /** All arguments with the name: for reading only. */
  public Bytes[] args() {
    return args;
  }

  /** An argument that must be a signed 64-bit integer. */
  public long integer(int index) {
    return integer(args[index]);
  }

  /** The same for bytes from elsewhere. */
  public static long integer(Bytes bytes) {
    if (!Numbers.isInteger(bytes)) throw new CommandException(Errors.NOT_AN_INTEGER);
    return Numbers.integer(bytes);
  }

  /** An argument that must be a signed 32-bit integer. */
  public int smallInteger(int index) {
    long value = integer(index);
    if (value != (int) value) throw new CommandException(Errors.NOT_AN_INT);
    return (int) value;
  }

  /** An argument that must be an integer of at least so much; if it is none, that is the error. */
  public long atLeast(long least, int index, String error) {
    Bytes bytes = args[index];
    if (Numbers.isInteger(bytes)) {
      long value = Numbers.integer(bytes);
      if (value >= least) return value;
    }
    throw new CommandException(error);
  }

  /** The database whose number an argument is. */
  public Database database(int index) {
    int number = smallInteger(index);
    if (number >= 0 && number < keyspace.count()) return keyspace.database(number);
    throw new CommandException(Errors.DB_INDEX);
  }

  /**
   * Says that the value of a key has been edited, which counts as so many changes, and reports the
   * event. If nothing is left of the value, the key goes, and that is reported too.
   */
  public void edited(Bytes key, EventClass type, String event, long changes) {
    database().edited(key, changes);
    event(type, event, key);
    if (database().dropIfEmpty(key)) event(EventClass.GENERIC, "del", key);
  }

  /**
   * The same of a change that is none to those who watch the key: where the consumers of a stream
   * stand, as against what it holds.
   */
  public void editedAside(Bytes key, EventClass type, String event, long changes) {
    database().count(changes);
    event(type, event, key);
  }

  /**
   * For a command that stores its result at a key, and whose result is empty: nothing is at that
   * key then. As in Redis, it is not looked whether what was there before was still alive.
   */
  public void storeNothing(Bytes key) {
    if (database().drop(key)) event(EventClass.GENERIC, "del", key);
  }

  /** Reports an event of the command's own family to those who asked for keyspace notifications. */
  public void event(EventClass type, String event, Bytes key) {
    keyspace.listener().event(type, event, database(), key);
  }

  /**
   * Hands this request on in place of the one that was sent, to the log and to whoever else follows
   * what is done: by effect, with absolute deadlines and nothing random. May be called more than
   * once; without arguments, nothing is handed on.
   */
  public void propagateAs(Bytes... request) {
    if (effects == null) effects = new ArrayList<>();
    if (request.length > 0) effects.add(request);
  }

  /** What {@link #propagateAs} was given, or null: then the request is handed on as it came. */
  public List<Bytes[]> effects() {
    return effects;
  }
}
