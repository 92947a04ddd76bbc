package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * What was denied to whom, the latest first: ACL LOG. The same again within a minute is counted and
 * not listed twice, so that one program gone wrong does not push out everything else.
 *
 * <p>Belongs to the engine's thread.
 */
final class DenialLog {

  /** What was denied: a command, a key, a channel, or to log in. */
  enum Reason {
    COMMAND("cmd"),
    KEY("key"),
    CHANNEL("channel"),
    AUTH("auth");

    /** The word in the names of INFO's fields. */
    final String word;

    Reason(String word) {
      this.word = word;
    }
  }

  /** What makes two denials the same. */
  private record Kind(Reason reason, String context, Bytes object, Bytes user) {}

  /** So far back it is looked whether the same has been denied before. */
  private static final int LOOKED_AT = 10;

  private static final long SAME_WITHIN = 60_000;

  private final LongSupplier most;
  private final LinkedList<Entry> entries = new LinkedList<>();
  private final long[] counts = new long[Reason.values().length];

  /** Keeps as many entries as {@code most} says. */
  DenialLog(LongSupplier most) {
    this.most = most;
  }

  /** Notes a denial at a time in Unix milliseconds; {@code client} is a line of CLIENT LIST. */
  void add(Reason reason, String context, Bytes object, Bytes user, String client, long now) {
    counts[reason.ordinal()]++;
    Kind kind = new Kind(reason, context, object, user);
    Entry entry = taken(kind, now);
    entry.note(client, now);
    entries.addFirst(entry);
    while (entries.size() > most.getAsLong()) entries.removeLast();
  }

  /** The entry of the same kind, taken out of its place, or a new one. */
  private Entry taken(Kind kind, long now) {
    Iterator<Entry> some = entries.iterator();
    for (int i = 0; i < LOOKED_AT && some.hasNext(); i++) {
      Entry each = some.next();
      if (!each.kind.equals(kind) || Math.abs(now - each.time) > SAME_WITHIN) continue;
      some.remove();
      return each;
    }
    return new Entry(kind);
  }

  List<Entry> latest(long count) {
    return entries.stream().limit(Math.max(0, count)).toList();
  }

  void clear() {
    entries.clear();
  }

  /** How often something was denied for a reason since the start. */
  long count(Reason reason) {
    return counts[reason.ordinal()];
  }

  /** One line of the log. */
  static final class Entry {

    private final Kind kind;
    private long count;
    private long time;
    private String client;

    private Entry(Kind kind) {
      this.kind = kind;
    }

    private void note(String client, long now) {
      count++;
      this.client = client;
      time = now;
    }

    long count() {
      return count;
    }

    String reason() {
      return kind.reason.name().toLowerCase(Locale.ROOT);
    }

    /** {@code toplevel} or {@code multi}. */
    String context() {
      return kind.context;
    }

    /** The command, the key, the channel, or the word by which somebody tried to log in. */
    Bytes object() {
      return kind.object;
    }

    Bytes user() {
      return kind.user;
    }

    /** Seconds since it was denied last. */
    double age(long now) {
      return (now - time) / 1000.0;
    }

    /** The client that was denied it last, as CLIENT LIST showed it. */
    String client() {
      return client;
    }
  }
}
