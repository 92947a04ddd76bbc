package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Who a command is run for: a name, a user, a selected database, and what the families keep for it.
 * How to reach it is another thing, its {@link #link}.
 *
 * <p>Most clients are connections. Some are the server's own ({@link #internal}): whoever has
 * requests run that no socket sent, as the replay of a log does, needs one. Belongs to the engine's
 * thread.
 */
public final class Client {

  private static final int FIRST_PROTOCOL = 2;

  private final long id;
  private final Bytes address;
  private final boolean local;
  private final User first;
  private final Link link;
  private final Map<Class<?>, Attachment> attachments;
  private final boolean standIn;

  private Bytes name = Bytes.EMPTY;
  private User user;
  private boolean loggedIn;
  private final Set<Flag> queued = EnumSet.noneOf(Flag.class);
  private int protocol = FIRST_PROTOCOL;
  private int database;
  private boolean subscriber;

  /**
   * A client as it is when it has just connected.
   *
   * @param id a number no other client has had since the server started
   * @param address where it comes from, {@code 127.0.0.1:50000}
   * @param local whether that is on this machine
   * @param first the user that it is until it logs in
   */
  public Client(long id, Bytes address, boolean local, User first, Link link) {
    this.id = id;
    this.address = address;
    this.local = local;
    this.first = first;
    this.link = link;
    attachments = new HashMap<>(0);
    standIn = false;
    beFirst();
  }

  private Client(Client caller) {
    id = caller.id;
    address = caller.address;
    local = caller.local;
    first = caller.first;
    link = caller.link;
    attachments = caller.attachments;
    standIn = true;
    name = caller.name;
    user = caller.user;
    loggedIn = caller.loggedIn;
    database = caller.database;
  }

  /** A client inside the server: it acts as a user, and nobody listens to it. */
  public static Client internal(User user) {
    return new Client(0, Bytes.EMPTY, true, user, Link.NONE);
  }

  /**
   * Who runs commands for this client while a script of its own does: it has the same rights and
   * the same that the families keep, but a protocol and a selected database of its own.
   */
  public Client standIn() {
    return new Client(this);
  }

  /** Whether it runs commands for another client, out of a script. */
  public boolean isStandIn() {
    return standIn;
  }

  private void beFirst() {
    user = first;
    loggedIn = first.isOpen();
  }

  /** 0 for one of the server's own. */
  public long id() {
    return id;
  }

  /** Where it comes from; empty for one of the server's own. */
  public Bytes address() {
    return address;
  }

  /** Whether it is on this machine. */
  public boolean isLocal() {
    return local;
  }

  public Link link() {
    return link;
  }

  /** The name given with CLIENT SETNAME; empty if there is none. */
  public Bytes name() {
    return name;
  }

  public void name(Bytes name) {
    this.name = name;
  }

  /** Who it acts as; before the log-in, that is the default user. */
  public User user() {
    return user;
  }

  /** Whether it has logged in or need not. */
  public boolean isLoggedIn() {
    return loggedIn || first.isOpen();
  }

  /** Whether it has logged in, or did not need to when it came: what HELLO wants to know. */
  public boolean hasLoggedIn() {
    return loggedIn;
  }

  public void logIn(User user) {
    this.user = user;
    loggedIn = true;
  }

  /** Makes it the user that it was at first, because the one that it was is no more. */
  public void logOut() {
    user = first;
    loggedIn = false;
  }

  /** The protocol that replies are written in: 2 or 3. */
  public int protocol() {
    return protocol;
  }

  public void protocol(int version) {
    protocol = version;
  }

  /** The number of the selected database. */
  public int database() {
    return database;
  }

  public void select(int database) {
    this.database = database;
  }

  /** Whether it listens to any channels: then it may be sent what it did not ask for. */
  public boolean isSubscriber() {
    return subscriber;
  }

  public void subscriber(boolean yes) {
    subscriber = yes;
  }

  /** Remembers the flags of a command that it has queued. */
  public void queued(Set<Flag> flags) {
    queued.addAll(flags);
  }

  public void forgetQueued() {
    queued.clear();
  }

  /**
   * Whether a command that it sends has a flag, or would run one that it has queued and that has.
   */
  public boolean wants(Command command, Flag flag) {
    return command.is(flag) || command.runsQueue() && queued.contains(flag);
  }

  /** What a family keeps for the client, such as its subscriptions; null if nothing. */
  public <T extends Attachment> T attachment(Class<T> type) {
    return type.cast(attachments.get(type));
  }

  /** Keeps something for the client until it leaves or is reset; null takes it away untold. */
  public <T extends Attachment> void attach(Class<T> type, T value) {
    if (value == null) attachments.remove(type);
    else attachments.put(type, value);
  }

  /** What the families know of the client. */
  public ClientFacts facts() {
    ClientFacts facts = new ClientFacts();
    for (Attachment each : attachments.values()) each.describe(facts);
    return facts;
  }

  /** Gives back all that the families hold for the client. */
  public void end() {
    List<Attachment> ended = List.copyOf(attachments.values());
    attachments.clear();
    subscriber = false;
    for (Attachment each : ended) each.end();
  }

  /** Makes everything as it was when the client connected, but for its id. */
  public void reset() {
    end();
    beFirst();
    name = Bytes.EMPTY;
    protocol = FIRST_PROTOCOL;
    database = 0;
    link.reset();
  }
}
