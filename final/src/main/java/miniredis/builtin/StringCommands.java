package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.INSERT;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.Access.VARIABLE_FLAGS;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.KeySpec;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;

/**
 * Strings, any bytes up to 512 MB, set and read as a whole.
 *
 * <p>The log never gets a time that counts from now: what sets a deadline is written down as the
 * moment itself, so that a log that is replayed tomorrow gives the same keys.
 */
public final class StringCommands {

  private static final Bytes SET = Bytes.of("SET");
  private static final Bytes DEL = Bytes.of("DEL");
  private static final Bytes PXAT = Bytes.of("PXAT");
  private static final Bytes PEXPIREAT = Bytes.of("PEXPIREAT");
  private static final Bytes PERSIST = Bytes.of("PERSIST");

  private StringCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.STRING);
    addSetters(table);
    addGetters(table);
    StringPartCommands.addTo(table);
    CounterCommands.addTo(table);
  }

  private static void addSetters(CommandTable table) {
    table
        .add("SET", atLeast(3), StringCommands::set, WRITE, DENYOOM)
        .keys(
            KeySpec.at(1, RW, ACCESS, UPDATE, VARIABLE_FLAGS)
                .noting("Read as well as written because of the option GET"))
        .brief()
        .storesString(2)
        .keysBy(StringCommands::keyOfSet)
        .summary("Sets a key to a string, whatever it held, with conditions and a time to live")
        .history("2.6.12", "The options `EX`, `PX`, `NX` and `XX`")
        .history("6.0.0", "The option `KEEPTTL`")
        .history("6.2.0", "The options `GET`, `EXAT` and `PXAT`")
        .history("7.0.0", "`NX` and `GET` go together")
        .syntax(
            "key value condition@2.6.12:[NX | XX] [@6.2.0:GET]"
                + " expiration:[@2.6.12:EX seconds | @2.6.12:PX milliseconds"
                + " | @6.2.0:EXAT unix-time-seconds | @6.2.0:PXAT unix-time-milliseconds"
                + " | @6.0.0:KEEPTTL]");
    table
        .add("SETNX", 3, StringCommands::setnx, WRITE, DENYOOM, FAST)
        .key(OW, INSERT)
        .brief()
        .storesString(2)
        .summary("Sets a key to a string only if the key does not exist")
        .syntax("key value");
    table
        .add("SETEX", 4, StringCommands::setex, WRITE, DENYOOM)
        .key(OW, UPDATE)
        .brief()
        .storesString(3)
        .summary("Sets a key to a string that lives for some seconds")
        .since("2.0.0")
        .syntax("key seconds value");
    table
        .add("PSETEX", 4, StringCommands::psetex, WRITE, DENYOOM)
        .key(OW, UPDATE)
        .brief()
        .storesString(3)
        .summary("Sets a key to a string that lives for some milliseconds")
        .since("2.6.0")
        .syntax("key milliseconds value");
    table
        .add("MSET", atLeast(3), StringCommands::mset, WRITE, DENYOOM)
        .keys(1, -1, 2, OW, UPDATE)
        .tips("request_policy:multi_shard", "response_policy:all_succeeded")
        .summary("Sets several keys to strings at once")
        .since("1.0.1")
        .complexity("O(N) where N is the number of keys")
        .syntax("key value [key value ...]");
    table
        .add("MSETNX", atLeast(3), StringCommands::msetnx, WRITE, DENYOOM)
        .keys(1, -1, 2, OW, INSERT)
        .tips("request_policy:multi_shard", "response_policy:agg_min")
        .summary("Sets several keys to strings, but only if none of them exists")
        .since("1.0.1")
        .complexity("O(N) where N is the number of keys")
        .syntax("key value [key value ...]");
  }

  private static void addGetters(CommandTable table) {
    table
        .add("GET", 2, StringCommands::get, READONLY, FAST)
        .key()
        .brief()
        .summary("Replies the string at a key")
        .syntax("key");
    table
        .add("MGET", atLeast(2), StringCommands::mget, READONLY, FAST)
        .keys(1, -1, 1)
        .tips("request_policy:multi_shard")
        .summary("Replies the strings at several keys, null where there is none")
        .complexity("O(N) where N is the number of keys")
        .syntax("key [key ...]");
    table
        .add("GETSET", 3, StringCommands::getset, WRITE, DENYOOM, FAST)
        .key()
        .brief()
        .storesString(2)
        .summary("Sets a key to a string and replies the one that was there")
        .deprecated("6.2.0", "`SET` with the `!GET` argument")
        .syntax("key value");
    table
        .add("GETDEL", 2, StringCommands::getdel, WRITE, FAST)
        .key(RW, ACCESS, DELETE)
        .brief()
        .summary("Replies the string at a key and removes the key")
        .since("6.2.0")
        .syntax("key");
    table
        .add("GETEX", atLeast(2), StringCommands::getex, WRITE, FAST)
        .keys(KeySpec.at(1, RW, ACCESS, UPDATE).noting("Written because the time to live changes"))
        .brief()
        .summary("Replies the string at a key and changes its time to live")
        .since("6.2.0")
        .syntax(
            "key expiration:[EX seconds | PX milliseconds | EXAT unix-time-seconds"
                + " | PXAT unix-time-milliseconds | PERSIST]");
  }

  // Setting

  static Reply set(Call call) {
    if (call.size() > 3) return set(call, SetOptions.ofSet(call));
    set(call, call.key(), call.arg(2));
    return Reply.OK;
  }

  static Reply set(Call call, SetOptions options) {
    Database database = call.database();
    boolean timed = options.unit() != null;
    long deadline = timed ? options.deadline(call) : 0;
    Reply answer = options.get() ? Reply.bulk(database.string(call.key())) : Reply.OK;
    if (!options.allow(database, call.key())) {
      return options.get() ? answer : Reply.NULL;
    }
    if (timed) {
      setUntil(call, call.arg(2), deadline);
    } else if (options.keep()) {
      replace(call, call.key(), call.arg(2));
    } else {
      set(call, call.key(), call.arg(2));
    }
    if ((options.get() || options.operand() != null) && !timed) {
      call.propagateAs(withoutQuestions(call));
    }
    return answer;
  }

  static void set(Call call, Bytes key, Bytes value) {
    call.database().setString(key, value);
    call.event(EventClass.STRING, "set", key);
  }

  /** The same for a key that keeps its deadline. */
  static void replace(Call call, Bytes key, Bytes value) {
    call.database().replaceString(key, value);
    call.event(EventClass.STRING, "set", key);
  }

  private static void setUntil(Call call, Bytes value, long deadline) {
    setUntil(call, call.key(), value, deadline);
  }

  static void setUntil(Call call, Bytes key, Bytes value, long deadline) {
    call.database().setString(key, value, deadline);
    call.event(EventClass.STRING, "set", key);
    call.event(EventClass.GENERIC, "expire", key);
    call.propagateAs(SET, key, value, PXAT, Bytes.of(deadline));
  }

  /** What the request did, without GET and without the value that was compared. */
  private static Bytes[] withoutQuestions(Call call) {
    List<Bytes> kept = new ArrayList<>(call.from(0).subList(0, 3));
    for (int i = 3; i < call.size(); i++) {
      Bytes word = call.arg(i);
      if (!isQuestion(word)) kept.add(word);
      else if (!word.is("GET")) i++;
    }
    return kept.toArray(Bytes[]::new);
  }

  private static boolean isQuestion(Bytes word) {
    return word.is("GET") || word.is("IFEQ") || word.is("IFNE");
  }

  /** What a SET does to its key depends on whether it has an option that looks at it. */
  private static List<KeySpec.Found> keyOfSet(Bytes[] args) {
    boolean reads = Arrays.stream(args).skip(3).anyMatch(StringCommands::isQuestion);
    return List.of(
        reads ? new KeySpec.Found(1, RW, ACCESS, UPDATE) : new KeySpec.Found(1, OW, UPDATE));
  }

  static Reply setnx(Call call) {
    if (call.database().exists(call.key())) return Reply.ZERO;
    set(call, call.key(), call.arg(2));
    return Reply.ONE;
  }

  static Reply setex(Call call) {
    setUntil(call, call.arg(3), TimeOption.EX.deadline(call, call.arg(2)));
    return Reply.OK;
  }

  static Reply psetex(Call call) {
    setUntil(call, call.arg(3), TimeOption.PX.deadline(call, call.arg(2)));
    return Reply.OK;
  }

  static Reply mset(Call call) {
    requirePairs(call);
    setPairs(call);
    return Reply.OK;
  }

  static Reply msetnx(Call call) {
    requirePairs(call);
    for (int i = 1; i < call.size(); i += 2) {
      if (call.database().exists(call.arg(i))) return Reply.ZERO;
    }
    setPairs(call);
    return Reply.ONE;
  }

  private static void requirePairs(Call call) {
    if (call.size() % 2 == 0) throw Errors.wrongArity(call.command().name());
  }

  private static void setPairs(Call call) {
    int value = 2;
    for (Bytes key : call.keys(1, 2)) {
      set(call, key, call.arg(value));
      value += 2;
    }
  }

  // Getting

  static Reply get(Call call) {
    return Reply.bulk(call.database().stringToSend(call.key()));
  }

  /** A key that holds no string is as good as none here: MGET never fails. */
  static Reply mget(Call call) {
    Reply[] found = new Reply[call.size() - 1];
    int count = 0;
    for (Bytes key : call.keys(1, 1)) {
      found[count++] = Reply.bulk(call.database().stringToSendOrNull(key));
    }
    return Reply.array(found);
  }

  static Reply getset(Call call) {
    Reply old = get(call);
    set(call, call.key(), call.arg(2));
    call.propagateAs(SET, call.key(), call.arg(2));
    return old;
  }

  static Reply getdel(Call call) {
    Reply old = get(call);
    if (call.database().delete(call.key())) tellDeleted(call);
    return old;
  }

  static void tellDeleted(Call call) {
    call.event(EventClass.GENERIC, "del", call.key());
    call.propagateAs(DEL, call.key());
  }

  static Reply getex(Call call) {
    SetOptions options = SetOptions.ofGetex(call);
    Reply found = get(call);
    if (found == Reply.NULL) return found;
    if (options.unit() != null) expire(call, options);
    if (options.persist() && call.database().persist(call.key())) {
      call.event(EventClass.GENERIC, "persist", call.key());
      call.propagateAs(PERSIST, call.key());
    }
    return found;
  }

  /** A moment that has passed already removes the key at once. */
  private static void expire(Call call, SetOptions options) {
    long deadline = options.deadline(call);
    if (call.keyspace().isPast(deadline)) {
      call.database().delete(call.key());
      tellDeleted(call);
      return;
    }
    call.database().expireAt(call.key(), deadline);
    call.event(EventClass.GENERIC, "expire", call.key());
    call.propagateAs(PEXPIREAT, call.key(), Bytes.of(deadline));
  }
}
