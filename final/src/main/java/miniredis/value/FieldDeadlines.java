package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * When which fields of a hash die, of those that have a deadline, in order.
 *
 * <p>In a hash that is a table, the deadline of a field stands in the field's own {@link Packed}
 * entry, as that of a key does, and here is only the order: twelve bytes there and twelve here. A
 * {@link ListPack} has no room for deadlines, so a field of a packed hash has a record beside it, a
 * packed entry without a value. It is found by going through all records, as the pack itself is
 * searched: there are as few as the pack has fields.
 */
final class FieldDeadlines {

  private static final int SMALLEST = 4;

  private final Expiry order;

  /** What the order takes, and the records of a packed hash. */
  private long bytes;

  /** See {@link HashValue#alarm()}. */
  Entry alarm;

  FieldDeadlines() {
    order = new Expiry(SMALLEST, this::account);
  }

  private FieldDeadlines(Expiry order) {
    this.order = order;
  }

  /** See {@link Value#frozen}; of a table, whose entries share their deadlines with this one. */
  FieldDeadlines frozen() {
    return new FieldDeadlines(order.frozen());
  }

  private void account(long more) {
    bytes += more;
  }

  /** The fields in the order in which they die: entries of the table, or records. */
  Expiry order() {
    return order;
  }

  boolean haveAllPassed(long now) {
    for (int i = 0; i < order.size(); i++) {
      if (Entry.deadlineOf(order.entryAt(i)) > now) return false;
    }
    return true;
  }

  long footprint() {
    long alarmed = alarm == null ? 0 : Footprint.ofObject(3, 20);
    return Footprint.ofObject(3, Long.BYTES) + Footprint.ofObject(3, 8) + bytes + alarmed;
  }

  // Of a packed hash

  private byte[] find(Bytes field) {
    for (int i = 0; i < order.size(); i++) {
      byte[] record = (byte[]) order.entryAt(i);
      if (Packed.hasKey(record, field)) return record;
    }
    return null;
  }

  /** The deadline of a field, or {@link Entry#NO_DEADLINE}. */
  long ofRecord(Bytes field) {
    byte[] record = find(field);
    return record == null ? Entry.NO_DEADLINE : Packed.deadline(record);
  }

  /** Changes the deadline of a field, or removes it with {@link Entry#NO_DEADLINE}. */
  void record(Bytes field, long deadline) {
    byte[] known = find(field);
    if (known == null && deadline != Entry.NO_DEADLINE) {
      byte[] fresh = Packed.of(field, Bytes.EMPTY, deadline);
      order.add(fresh);
      account(Footprint.ofBytes(fresh.length));
    } else if (known != null && deadline == Entry.NO_DEADLINE) {
      order.remove(known);
      account(-Footprint.ofBytes(known.length));
    } else if (known != null) {
      Packed.deadline(known, deadline);
      order.retimed(known);
    }
  }

  /** Takes all records away, because the hash becomes a table. */
  Map<Bytes, Long> takeRecords() {
    Map<Bytes, Long> taken = new HashMap<>();
    while (!order.isEmpty()) {
      byte[] record = (byte[]) order.nearestEntry();
      Bytes field = Packed.key(record);
      taken.put(field, Packed.deadline(record));
      record(field, Entry.NO_DEADLINE);
    }
    return taken;
  }
}
