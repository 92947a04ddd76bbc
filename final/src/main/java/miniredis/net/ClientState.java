package miniredis.net;

import miniredis.bytes.Bytes;
import miniredis.command.Link;

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

  private Bytes libraryName = Bytes.EMPTY;
  private Bytes libraryVersion = Bytes.EMPTY;
  private boolean noEvict;
  private boolean noTouch;
  private ReplyMode replyMode = ReplyMode.ON;
  private final long created;
  private long lastUse;
  private long overSoftLimitSince = NEVER;

  /** Not the whole request, which may hold a huge value. */
  private Bytes lastName;

  private Bytes lastWord;

  /** The state of a client that connects at a time in Unix milliseconds. */
  ClientState(long now) {
    created = now;
    lastUse = now;
  }

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

  /** Skipping has no effect on a client that wants no replies at all. */
  void replies(Link.Replies wanted) {
    switch (wanted) {
      case ON -> replyMode = ReplyMode.ON;
      case OFF -> replyMode = ReplyMode.OFF;
      case SKIP -> {
        if (replyMode != ReplyMode.OFF) replyMode = ReplyMode.SKIP_NEXT;
      }
    }
  }

  /** As in Redis, a reply that is being skipped stays so. */
  void resetReplies() {
    if (replyMode != ReplyMode.SKIP) replyMode = ReplyMode.ON;
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
