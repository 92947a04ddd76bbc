package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.HashValue;

/**
 * The deadlines of a hash's fields in an RDB file. Version 10 of the format has no place for them,
 * so they stand in front of the key as remarks of the writer, which every Redis passes over if it
 * does not know their name: there the fields are for ever, and nothing else is different.
 *
 * <pre>
 *   AUX  "hash-field-deadlines"  a string of: the key, then for each field
 *                                itself | its deadline in Unix milliseconds, eight bytes
 * </pre>
 *
 * <p>A remark holds some hundred fields, and a large hash has several, so that neither the writer
 * nor the reader needs room for all. The key is in each of them: so nothing is ever given to the
 * wrong hash, even where the checksum is not looked at.
 *
 * <p>An object collects what a reader has met before a key. Belongs to the thread of the reader.
 */
final class TimedFields {

  static final Bytes NAME = Bytes.of("hash-field-deadlines");

  private static final int AT_ONCE = 256;

  private Bytes key;
  private final Map<Bytes, Long> deadlines = new LinkedHashMap<>();

  /** Writes the remarks for a hash some of whose fields have a deadline. */
  static Pieces write(EntryView entry, RdbOutput out) {
    HashValue hash = entry.value(HashValue.class);
    BytesBuilder buffer = new BytesBuilder(1024);
    RdbOutput content = new RdbOutput(buffer, false);
    int remarks = (hash.timed() + AT_ONCE - 1) / AT_ONCE;
    return Pieces.of(
        remarks,
        number -> {
          buffer.clear();
          entry.key(content);
          int end = Math.min(hash.timed(), (number + 1) * AT_ONCE);
          for (int i = number * AT_ONCE; i < end; i++) {
            content.string(hash.timedField(i));
            content.fixed64(hash.timedDeadline(i));
          }
          out.octet(Rdb.AUX);
          out.string(NAME);
          out.string(buffer.array(), 0, buffer.length());
        });
  }

  /** Takes a remark that was just read. */
  void read(Bytes remark, RdbInput from) {
    try {
      RdbInput in = new RdbInput(remark.array(), remark.length());
      Bytes of = in.string("the key");
      if (key != null && !key.equals(of)) throw wrong(from);
      key = of;
      from.tell(of, "the key of a hash, which comes next; fields with a deadline:");
      while (in.left() > 0) add(in.string("a field"), in.fixed(Long.BYTES), from);
    } catch (IOException | RdbException bad) {
      throw wrong(from);
    }
  }

  private void add(Bytes field, long deadline, RdbInput from) {
    if (deadline < 0 || deadlines.put(field, deadline) != null) throw wrong(from);
    from.tell(field, "dies at " + Instant.ofEpochMilli(deadline));
  }

  /** Gives what was collected to the key that came after it. */
  void giveTo(EntryMaker maker, RdbInput from) {
    if (key == null) return;
    if (!maker.key().equals(key)) throw wrong(from);
    if (!(maker.unpacked() instanceof HashValue hash)) throw wrong(from);
    deadlines.forEach(
        (field, deadline) -> {
          if (!hash.contains(field)) throw wrong(from);
          hash.deadline(field, deadline);
        });
    maker.value(hash);
    key = null;
    deadlines.clear();
  }

  /** To be called where no more keys come. */
  void checkNoneLeft(RdbInput from) {
    if (key != null) throw wrong(from);
  }

  private static RdbException wrong(RdbInput from) {
    return from.damaged("deadlines of fields that do not fit the key after them");
  }

  /** Writes the requests that give the fields their deadlines, those with the same one together. */
  static Pieces requests(EntryView entry, RequestSink out) {
    return new Pieces() {
      private final HashValue hash = entry.value(HashValue.class);
      private int done;

      @Override
      public boolean next() {
        long deadline = hash.timedDeadline(done);
        int end = done + 1;
        while (end < hash.timed() && end - done < Batches.ELEMENTS) {
          if (hash.timedDeadline(end) != deadline) break;
          end++;
        }
        request(hash, deadline, end);
        return done < hash.timed();
      }

      private void request(HashValue hash, long deadline, int end) {
        out.begin(5 + end - done);
        out.string(Bytes.of("HPEXPIREAT"));
        entry.key(out);
        out.string(Bytes.of(deadline));
        out.string(Bytes.of("FIELDS"));
        out.string(Bytes.of(end - done));
        for (; done < end; done++) out.string(hash.timedField(done));
      }
    };
  }

  /** The deadline of a field as DUMP has it, 0 for none: counted from the nearest of the hash. */
  static long afterNearest(HashValue hash, Bytes field) {
    long deadline = hash.deadline(field);
    return deadline == Entry.NO_DEADLINE ? 0 : deadline - hash.nearestDeadline() + 1;
  }
}
