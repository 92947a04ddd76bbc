package miniredis.net;

import miniredis.bytes.Bytes;
import miniredis.command.Accounts;

/** What CLIENT and CLIENT LIST know of a connection besides its socket. */
final class ClientState {

  /** CLIENT REPLY: which replies the client wants. */
  enum ReplyMode {
    ON,
    OFF,
    /** The next command's reply is left out; the command that said so has none either. */
    SKIP_NEXT,
    SKIP
  }

  /** For a time that has not come. */
  static final long NEVER = -1;

  private static final int LONGEST_WORD = 32;

  private Bytes name = Bytes.EMPTY;
  private Bytes user = Accounts.DEFAULT;
  private Bytes libraryName = Bytes.EMPTY;
  private Bytes libraryVersion = Bytes.EMPTY;
  private int protocol = 2;
  private int database;
  private boolean authenticated;
  private boolean noEvict;
  private boolean noTouch;
  private ReplyMode replyMode = ReplyMode.ON;
  private long created;
  private long lastUse;
  private long overSoftLimitSince = NEVER;

  /** Not the whole request, which may hold a huge value. */
  private Bytes lastName;

  private Bytes lastWord;

  /** Notes a request that is about to run. */
  void startRequest(Bytes[] request) {
    lastName = request[0];
    lastWord = request.length > 1 && request[1].length() < LONGEST_WORD ? request[1] : Bytes.EMPTY;
    if (replyMode == ReplyMode.SKIP) replyMode = ReplyMode.ON;
    else if (replyMode == ReplyMode.SKIP_NEXT) replyMode = ReplyMode.SKIP;
  }

  /** Whether the reply to the request that has just run is to be sent. */
  boolean repliesWanted() {
    return replyMode == ReplyMode.ON;
  }

  void replyMode(ReplyMode mode) {
    replyMode = mode;
  }

  /** Has no effect on a client that wants no replies at all. */
  void skipNextReply() {
    if (replyMode != ReplyMode.OFF) replyMode = ReplyMode.SKIP_NEXT;
  }

  /** What RESET makes new. As in Redis, NO-EVICT and a reply that is being skipped stay. */
  void reset() {
    name = Bytes.EMPTY;
    user = Accounts.DEFAULT;
    protocol = 2;
    database = 0;
    if (replyMode != ReplyMode.SKIP) replyMode = ReplyMode.ON;
  }

  Bytes name() {
    return name;
  }

  void name(Bytes name) {
    this.name = name;
  }

  Bytes user() {
    return user;
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

  int protocol() {
    return protocol;
  }

  void protocol(int version) {
    protocol = version;
  }

  int database() {
    return database;
  }

  void database(int index) {
    database = index;
  }

  boolean authenticated() {
    return authenticated;
  }

  void authenticated(boolean yes) {
    authenticated = yes;
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

  /** Unix milliseconds at which the client connected. */
  long created() {
    return created;
  }

  void created(long now) {
    created = now;
    lastUse = now;
  }

  /** Unix milliseconds at which it last sent or took anything. */
  long lastUse() {
    return lastUse;
  }

  void lastUse(long now) {
    lastUse = now;
  }

  /** Unix milliseconds since which more output waits than the soft limit allows, or NEVER. */
  long overSoftLimitSince() {
    return overSoftLimitSince;
  }

  void overSoftLimitSince(long time) {
    overSoftLimitSince = time;
  }

  /** The first words of the request that ran last, enough to name its command; null before it. */
  Bytes[] lastWords() {
    return lastName == null ? null : new Bytes[] {lastName, lastWord};
  }
}
