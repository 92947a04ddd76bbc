package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;

/**
 * Reads an RDB file of any version up to what Redis 7.2 writes, a key at a time.
 *
 * <p>What this server cannot keep is refused by name and never skipped: a server that started with
 * a part of its data would soon overwrite the rest. So is anything damaged; the checksum at the end
 * finds what nothing before it has found. Only an empty list or hash is passed over, as in Redis:
 * an empty one is no key, so nothing is lost.
 *
 * <p>For one thread at a time.
 */
public final class RdbReader {

  private static final int FIRST_WITH_CHECKSUM = 5;

  private final RdbInput in;
  private final RdbTarget target;
  private final boolean checking;
  private final EntryMaker maker;
  private final TimedFields timedFields = new TimedFields();

  private int version;
  private int database;
  private boolean begun;
  private boolean ended;

  /**
   * Reads from a stream of {@code total} bytes, which the caller closes.
   *
   * @param checking whether the checksum is to be looked at
   */
  public RdbReader(InputStream in, long total, boolean checking, RdbTarget target) {
    this.in = new RdbInput(in, total);
    this.target = target;
    this.checking = checking;
    this.maker = new EntryMaker(target.limits());
  }

  /** Tells a watcher what all bytes mean; to be called before the first is read. */
  public void watch(Watcher watcher) {
    in.watch(watcher);
  }

  /** How many bytes have been read; after the end, where whatever follows the data begins. */
  public long offset() {
    return in.offset();
  }

  /**
   * Reads up to the end of the next key; false when there is none and all is well.
   *
   * @throws RdbException if the file is damaged, or holds what this server cannot keep
   * @throws IOException if it cannot be read
   */
  public boolean next() throws IOException {
    if (ended) return false;
    if (!begun) begin();
    long deadline = Entry.NO_DEADLINE;
    long idle = -1;
    int frequency = -1;
    while (true) {
      int code = in.octet();
      switch (code) {
        case Rdb.EXPIRETIME -> deadline = deadline((int) in.fixed(4) * 1000L);
        case Rdb.EXPIRETIME_MS -> deadline = deadline(in.fixed(8));
        case Rdb.IDLE -> {
          in.say("the next key was not used for some time:");
          idle = in.length("seconds");
        }
        case Rdb.FREQ -> {
          frequency = in.octet();
          in.say("how often the next key was used", frequency);
        }
        case Rdb.SELECTDB -> {
          in.say("what follows is of another database:");
          select(in.length("its number"));
        }
        case Rdb.RESIZEDB -> {
          in.say("how much is to come:");
          target.sizes(database, in.length("keys"), in.length("keys with a deadline"));
        }
        case Rdb.AUX -> {
          in.say("a remark of the writer:");
          Bytes name = in.string("its name");
          Bytes value = in.string("what it says");
          if (name.equals(TimedFields.NAME)) timedFields.read(value, in);
          else target.auxiliary(name, value);
        }
        case Rdb.MODULE_AUX -> throw in.damaged("data of a module: modules are not supported");
        case Rdb.FUNCTION2, Rdb.FUNCTION_PRE_GA ->
            throw in.damaged("a function: functions are not supported");
        case Rdb.EOF -> {
          in.say("the end of the data");
          timedFields.checkNoneLeft(in);
          end();
          return false;
        }
        default -> {
          if (in.isWatched()) in.say(code + ": " + Codecs.meaning(code));
          Bytes key = in.string("its key");
          maker.begin(key, deadline);
          Codecs.read(code, in, maker);
          timedFields.giveTo(maker, in);
          if (maker.made().isEmpty()) target.empty(key);
          else target.entry(database, key, maker.made(), idle, frequency);
          return true;
        }
      }
    }
  }

  private long deadline(long deadline) {
    if (in.isWatched()) in.say("the next key dies at " + Instant.ofEpochMilli(deadline));
    return deadline;
  }

  private void begin() throws IOException {
    begun = true;
    for (char c : "REDIS".toCharArray()) {
      if (in.octet() != c) throw in.damaged("not an RDB file: it does not begin with REDIS");
    }
    for (int i = 0; i < 4; i++) {
      int digit = in.octet() - '0';
      if (digit < 0 || digit > 9) throw in.damaged("the RDB version is no number");
      version = version * 10 + digit;
    }
    if (version < 1 || version > Rdb.NEWEST) {
      throw in.damaged("Can't handle RDB format version " + version);
    }
    in.say("an RDB file of version " + version);
  }

  private void select(long index) {
    if (index > Integer.MAX_VALUE) throw in.damaged("impossible database " + index);
    database = (int) index;
  }

  /** A checksum of 0 says that the writer was told to leave it out. */
  private void end() throws IOException {
    ended = true;
    if (version < FIRST_WITH_CHECKSUM) return;
    long expected = in.checksum();
    long found = in.fixed(8);
    if (checking && found != 0 && found != expected) {
      throw in.damaged(
          "the checksum is wrong: %016x, not %016x; the file is damaged"
              .formatted(found, expected));
    }
    in.say(
        found == 0
            ? "no checksum: the writer was told to leave it out"
            : "the checksum of all that, and it is right");
  }
}
