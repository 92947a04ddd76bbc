package miniredis.net;

import miniredis.bytes.Bytes;

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

  private Bytes name = Bytes.EMPTY;
  private Bytes libraryName = Bytes.EMPTY;
  private Bytes libraryVersion = Bytes.EMPTY;
  private int protocol = 2;
  private int database;
  private boolean authenticated;
  private boolean noEvict;
  private ReplyMode replyMode = ReplyMode.ON;
  private long created;
  private long lastUse;
  private Bytes[] lastRequest;
  private long totalCommands;

  /** Notes a request that is about to run. */
  void startRequest(Bytes[] request) {
    lastRequest = request;
    totalCommands++;
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

  Bytes name() {
    return name;
  }

  void name(Bytes name) {
    this.name = name;
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

  /** Unix milliseconds at which the client connected. */
  long created() {
    return created;
  }

  void created(long now) {
    created = now;
    lastUse = now;
  }

  /** Unix milliseconds at which it last sent anything. */
  long lastUse() {
    return lastUse;
  }

  void lastUse(long now) {
    lastUse = now;
  }

  /** The request that ran last, or null. */
  Bytes[] lastRequest() {
    return lastRequest;
  }

  long totalCommands() {
    return totalCommands;
  }
}
