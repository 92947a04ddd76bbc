package miniredis.builtin;

import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.keyspace.EventClass;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.HashValue;

/**
 * HSETEX, and what may stand between its key and its fields. The words come in any order, each at
 * most once; the fields come last.
 */
final class HashSetEx {

  private static final Bytes HSET = Bytes.of("HSET");
  private static final Bytes HSETEX = Bytes.of("HSETEX");
  private static final Bytes HDEL = Bytes.of("HDEL");
  private static final Bytes PXAT = Bytes.of("PXAT");
  private static final Bytes KEEPTTL = Bytes.of("KEEPTTL");

  private final Call call;
  private boolean ifNone;
  private boolean ifAll;
  private boolean keep;
  private long deadline = Entry.NO_DEADLINE;

  /** Fields and values in turns, or null as long as they have not been met. */
  private List<Bytes> pairs;

  private HashSetEx(Call call) {
    this.call = call;
    int at = 2;
    while (pairs == null) {
      if (at == call.size()) throw new CommandException(Errors.FIELDS_NONE);
      at = read(at);
    }
  }

  static void addTo(CommandTable table) {
    table
        .add("HSETEX", atLeast(6), HashSetEx::hsetex, WRITE, DENYOOM, FAST)
        .key(RW, UPDATE)
        .brief()
        .summary("Sets fields of a hash, with conditions and deadlines")
        .since("8.0.0")
        .complexity("O(N), N the fields")
        .syntax(
            "key condition:[FNX | FXX] expiration:[EX seconds | PX milliseconds"
                + " | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL]"
                + " fields:<FIELDS numfields:integer field value [field value ...]>");
  }

  /** Reads the option at a place, and returns where the next one is. */
  private int read(int at) {
    Bytes word = call.arg(at);
    TimeOption option = TimeOption.named(word);
    if (option != null) {
      onlyOneTime();
      if (at + 1 == call.size()) throw new CommandException(Errors.NO_TIME);
      deadline = FieldTime.deadline(call, at + 1, option);
      return at + 2;
    }
    if (word.is("KEEPTTL")) {
      onlyOneTime();
      keep = true;
    } else if (word.is("FNX") || word.is("FXX")) {
      if (ifNone || ifAll) throw new CommandException(Errors.FXX_OR_FNX);
      ifNone = word.is("FNX");
      ifAll = !ifNone;
    } else if (word.is("FIELDS")) {
      pairs = pairs(at + 1);
    } else {
      throw Errors.unknownArgument(word);
    }
    return at + 1;
  }

  private void onlyOneTime() {
    if (keep || isTimed()) throw new CommandException(Errors.ONE_TIME);
  }

  private boolean isTimed() {
    return deadline != Entry.NO_DEADLINE;
  }

  private List<Bytes> pairs(int at) {
    if (at == call.size()) throw Errors.wrongArity(call.command().name());
    long count = call.atLeast(1, at, Errors.FIELDS_INVALID);
    List<Bytes> rest = call.from(at + 1);
    if (count > rest.size() || 2 * count != rest.size()) {
      throw Errors.wrongArity(call.command().name());
    }
    return rest;
  }

  private boolean allows(HashValue hash) {
    if (!ifNone && !ifAll) return true;
    for (int i = 0; i < pairs.size(); i += 2) {
      boolean there = hash != null && hash.contains(pairs.get(i));
      if (there != ifAll) return false;
    }
    return true;
  }

  /** A deadline that has passed sets the fields and removes them at once. */
  static Reply hsetex(Call call) {
    HashSetEx options = new HashSetEx(call);
    if (!options.allows(HashCommands.find(call))) return Reply.ZERO;
    HashValue hash = HashCommands.create(call);
    hash.makeRoomFor(options.pairs);
    if (options.isTimed() && call.keyspace().isPast(options.deadline)) options.remove(hash);
    else options.set(hash);
    return Reply.ONE;
  }

  private void set(HashValue hash) {
    for (int i = 0; i < pairs.size(); i += 2) {
      Bytes field = pairs.get(i);
      if (keep) hash.replace(field, pairs.get(i + 1));
      else hash.set(field, pairs.get(i + 1));
      if (isTimed()) hash.deadline(field, deadline);
    }
    call.edited(call.key(), EventClass.HASH, "hset", pairs.size() / 2);
    if (isTimed()) call.event(EventClass.HASH, "hexpire", call.key());
    propagate();
  }

  private void remove(HashValue hash) {
    List<Bytes> hdel = new ArrayList<>(List.of(HDEL, call.key()));
    for (int i = 0; i < pairs.size(); i += 2) {
      hash.remove(pairs.get(i));
      hdel.add(pairs.get(i));
    }
    call.propagateAs(hdel.toArray(Bytes[]::new));
    call.event(EventClass.HASH, "hset", call.key());
    call.edited(call.key(), EventClass.HASH, "hdel", pairs.size() / 2);
  }

  /** Without a word on deadlines it is an HSET, which every Redis can read in a log. */
  private void propagate() {
    if (!keep && !isTimed()) {
      call.propagateAs(
          Stream.concat(Stream.of(HSET, call.key()), pairs.stream()).toArray(Bytes[]::new));
      return;
    }
    List<Bytes> words = new ArrayList<>(List.of(HSETEX, call.key()));
    if (keep) words.add(KEEPTTL);
    else words.addAll(List.of(PXAT, Bytes.of(deadline)));
    call.propagateAs(FieldList.request(words, pairs.size() / 2, pairs));
  }
}
