package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Access;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.KeySpec;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.HashValue;

/**
 * Deadlines of the fields of a hash: set, asked for, taken off, as {@link ExpiryCommands} does with
 * keys; and three commands that read or write fields on the way.
 *
 * <p>Redis 7.0 has none of them. Every reply has one number or value for each field that was named.
 * In Redis a field that has died is still counted by HLEN until somebody asks for it; here it is
 * gone when its key is looked at, so that all commands agree.
 */
public final class HashDeadlineCommands {

  private static final int SECONDS = 1000;
  private static final int MILLISECONDS = 1;

  private static final Reply NO_FIELD = Reply.integer(-2);
  private static final Reply NO_DEADLINE = Reply.integer(-1);
  private static final Reply DIED_AT_ONCE = Reply.integer(2);

  private static final String FIELDS = " FIELDS:string numfields:integer field [field ...]";

  private HashDeadlineCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.HASH);
    setter(table, "HEXPIRE", call -> expire(call, call.now(), SECONDS), "seconds")
        .summary("Lets fields of a hash live for so many more seconds");
    setter(table, "HPEXPIRE", call -> expire(call, call.now(), MILLISECONDS), "milliseconds")
        .summary("Lets fields of a hash live for so many more milliseconds");
    setter(table, "HEXPIREAT", call -> expire(call, 0, SECONDS), "unix-time-seconds")
        .summary("Lets fields of a hash live until a Unix time in seconds");
    setter(table, "HPEXPIREAT", call -> expire(call, 0, MILLISECONDS), "unix-time-milliseconds")
        .summary("Lets fields of a hash live until a Unix time in milliseconds");
    getter(table, "HTTL", call -> left(call, call.now(), SECONDS))
        .tips("nondeterministic_output")
        .summary("Tells how many seconds fields have left; -1 for ever, -2 no such field");
    getter(table, "HPTTL", call -> left(call, call.now(), MILLISECONDS))
        .tips("nondeterministic_output")
        .summary("Tells how many milliseconds fields have left; -1 for ever, -2 no such field");
    getter(table, "HEXPIRETIME", call -> left(call, 0, SECONDS))
        .summary("Tells the Unix time in seconds when fields will be gone");
    getter(table, "HPEXPIRETIME", call -> left(call, 0, MILLISECONDS))
        .summary("Tells the Unix time in milliseconds when fields will be gone");
    add(table, "HPERSIST", 5, HashDeadlineCommands::hpersist, RW, UPDATE)
        .summary("Takes the deadlines off fields of a hash")
        .since("7.4.0")
        .syntax("key" + FIELDS);
    add(table, "HGETDEL", 5, HashDeadlineCommands::hgetdel, RW, ACCESS, DELETE)
        .summary("Replies the values of fields and removes the fields")
        .since("8.0.0")
        .syntax("key fields:<FIELDS numfields:integer field [field ...]>");
    add(table, "HGETEX", 5, HashDeadlineCommands::hgetex, RW, ACCESS, UPDATE)
        .keys(KeySpec.at(1, RW, ACCESS, UPDATE).noting("Written because the deadlines change"))
        .summary("Replies the values of fields and changes their deadlines")
        .since("8.0.0")
        .syntax(
            "key expiration:[EX seconds | PX milliseconds | EXAT unix-time-seconds"
                + " | PXAT unix-time-milliseconds | PERSIST]"
                + " fields:<FIELDS numfields:integer field [field ...]>");
    HashSetEx.addTo(table);
  }

  private static Command setter(CommandTable table, String name, Handler handler, String unit) {
    return add(table, name, 6, handler, RW, UPDATE)
        .with(DENYOOM)
        .since("7.4.0")
        .syntax("key " + unit + " condition:[NX | XX | GT | LT]" + FIELDS);
  }

  private static Command getter(CommandTable table, String name, Handler handler) {
    return table
        .add(name, atLeast(5), handler, READONLY, FAST)
        .key()
        .brief()
        .since("7.4.0")
        .complexity("O(N), N the fields that are named")
        .syntax("key" + FIELDS);
  }

  private static Command add(
      CommandTable table, String name, int least, Handler handler, Access... access) {
    return table
        .add(name, atLeast(least), handler, WRITE, FAST)
        .key(access)
        .brief()
        .complexity("O(N), N the fields that are named");
  }

  // Deadlines

  /** NX, XX, GT and LT; a field without a deadline has one in the infinite future. */
  private enum Condition {
    NONE,
    NX,
    XX,
    GT,
    LT;

    /** The condition that a word is, or {@link #NONE}. */
    static Condition of(Bytes word) {
      for (Condition each : values()) if (each != NONE && word.is(each.name())) return each;
      return NONE;
    }

    boolean allows(long before, long after) {
      boolean timed = before != Entry.NO_DEADLINE;
      return switch (this) {
        case NONE -> true;
        case NX -> !timed;
        case XX -> timed;
        case GT -> timed && after > before;
        case LT -> !timed || after < before;
      };
    }
  }

  private static Reply expire(Call call, long base, int unit) {
    HashValue hash = HashCommands.find(call);
    long deadline = FieldTime.deadline(call, 2, unit, base);
    Condition condition = Condition.of(call.arg(3));
    int place = condition == Condition.NONE ? 3 : 4;
    List<Bytes> fields = FieldList.at(call, place, Errors.FIELDS_ZERO);
    FieldChanges changes = new FieldChanges(call, hash);
    Reply replies =
        each(
            fields,
            hash,
            field -> {
              if (!condition.allows(hash.deadline(field), deadline)) return Reply.ZERO;
              return changes.expire(field, deadline) ? DIED_AT_ONCE : Reply.ONE;
            });
    changes.tell(deadline);
    return replies;
  }

  /** A reply for each field, -2 for those that are not there. */
  private static Reply each(List<Bytes> fields, HashValue hash, Function<Bytes, Reply> reply) {
    List<Reply> replies = new ArrayList<>(fields.size());
    for (Bytes field : fields) {
      boolean there = hash != null && hash.contains(field);
      replies.add(there ? reply.apply(field) : NO_FIELD);
    }
    return Reply.array(replies);
  }

  /** Rounded up, other than with keys. */
  private static Reply left(Call call, long base, int unit) {
    HashValue hash = HashCommands.read(call);
    List<Bytes> fields = FieldList.at(call, 2, Errors.FIELDS_COUNT);
    return each(
        fields,
        hash,
        field -> {
          long deadline = hash.deadline(field);
          if (deadline == Entry.NO_DEADLINE) return NO_DEADLINE;
          return Reply.integer((deadline - base + unit - 1) / unit);
        });
  }

  static Reply hpersist(Call call) {
    HashValue hash = HashCommands.find(call);
    List<Bytes> fields = FieldList.at(call, 2, Errors.FIELDS_COUNT);
    FieldChanges changes = new FieldChanges(call, hash);
    Reply replies = each(fields, hash, field -> changes.persist(field) ? Reply.ONE : NO_DEADLINE);
    changes.tell(Entry.NO_DEADLINE);
    return replies;
  }

  // Values

  static Reply hgetdel(Call call) {
    HashValue hash = HashCommands.find(call);
    List<Bytes> fields = FieldList.at(call, 2, Errors.FIELDS_COUNT);
    FieldChanges changes = new FieldChanges(call, hash);
    Reply values = values(fields, hash, changes::remove);
    changes.tell(Entry.NO_DEADLINE);
    return values;
  }

  /** The values of fields; with each that is there something is done. */
  private static Reply values(List<Bytes> fields, HashValue hash, Consumer<Bytes> then) {
    List<Reply> values = new ArrayList<>(fields.size());
    for (Bytes field : fields) {
      Bytes value = hash == null ? null : hash.get(field);
      values.add(Reply.bulk(value));
      if (value != null) then.accept(field);
    }
    return Reply.array(values);
  }

  static Reply hgetex(Call call) {
    HashValue hash = HashCommands.find(call);
    TimeOption option = TimeOption.named(call.arg(2));
    boolean persist = call.arg(2).is("PERSIST");
    long deadline = option == null ? Entry.NO_DEADLINE : FieldTime.deadline(call, 3, option);
    int place = option != null ? 4 : persist ? 3 : 2;
    List<Bytes> fields = FieldList.at(call, place, Errors.FIELDS_COUNT);
    FieldChanges changes = new FieldChanges(call, hash);
    Reply values =
        values(
            fields,
            hash,
            field -> {
              if (option != null) changes.expire(field, deadline);
              else if (persist) changes.persist(field);
            });
    changes.tell(deadline);
    return values;
  }
}
