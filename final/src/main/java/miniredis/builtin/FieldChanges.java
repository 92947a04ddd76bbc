package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.keyspace.EventClass;
import miniredis.value.Entry;
import miniredis.value.HashValue;

/**
 * What one command does to the deadlines of a hash's fields, collected so that it is told of once:
 * in the log always as the moment itself, and as HDEL where the moment has passed.
 */
final class FieldChanges {

  private static final Bytes HPEXPIREAT = Bytes.of("HPEXPIREAT");
  private static final Bytes HPERSIST = Bytes.of("HPERSIST");
  private static final Bytes HDEL = Bytes.of("HDEL");

  private final Call call;
  private final HashValue hash;
  private final List<Bytes> timed = new ArrayList<>();
  private final List<Bytes> persisted = new ArrayList<>();
  private final List<Bytes> removed = new ArrayList<>();

  FieldChanges(Call call, HashValue hash) {
    this.call = call;
    this.hash = hash;
  }

  /** Lets a field that is there die at a moment; whether at once, because that has passed. */
  boolean expire(Bytes field, long deadline) {
    if (call.keyspace().isPast(deadline)) return remove(field);
    hash.deadline(field, deadline);
    timed.add(field);
    return false;
  }

  /** Takes the deadline off a field that is there; false if it has none. */
  boolean persist(Bytes field) {
    if (hash.deadline(field) == Entry.NO_DEADLINE) return false;
    hash.deadline(field, Entry.NO_DEADLINE);
    persisted.add(field);
    return true;
  }

  /** Removes a field that is there; true. */
  boolean remove(Bytes field) {
    hash.remove(field);
    removed.add(field);
    return true;
  }

  /** Tells of all that was done; {@code deadline} is the one that fields were given. */
  void tell(long deadline) {
    tell(timed, "hexpire", List.of(HPEXPIREAT, call.key(), Bytes.of(deadline)));
    tell(persisted, "hpersist", List.of(HPERSIST, call.key()));
    if (removed.isEmpty()) return;
    List<Bytes> hdel = new ArrayList<>(List.of(HDEL, call.key()));
    hdel.addAll(removed);
    call.propagateAs(hdel.toArray(Bytes[]::new));
    call.edited(call.key(), EventClass.HASH, "hdel", removed.size());
  }

  private void tell(List<Bytes> fields, String event, List<Bytes> words) {
    if (fields.isEmpty()) return;
    call.propagateAs(FieldList.request(words, fields));
    call.edited(call.key(), EventClass.HASH, event, fields.size());
  }
}
