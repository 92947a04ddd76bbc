package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/**
 * The elements of one collection a few at a time, each with what belongs to it: HSCAN, ZSCAN. What
 * is packed comes whole, as in Redis; of a table, as many slots are visited as SCAN would look at.
 */
final class ElementScan {

  private static final long SLOTS_PER_ELEMENT = 10;

  /** What is replied of a key that is not there. */
  static final Reply NOTHING = reply(0, List.of());

  private ElementScan() {}

  /** One step: visits elements and returns the next cursor. */
  interface Step {
    long from(long cursor, BiConsumer<Bytes, Bytes> visitor);
  }

  static Reply run(long start, ScanOptions options, Step step) {
    List<Bytes> found = new ArrayList<>();
    long slots = Math.min(options.count(), Long.MAX_VALUE / SLOTS_PER_ELEMENT) * SLOTS_PER_ELEMENT;
    long[] seen = new long[1];
    long cursor = start;
    do {
      cursor =
          step.from(
              cursor,
              (name, content) -> {
                seen[0]++;
                if (options.matches(name)) Collections.addAll(found, name, content);
              });
    } while (cursor != 0 && --slots > 0 && seen[0] < options.count());
    return reply(cursor, found);
  }

  private static Reply reply(long cursor, List<Bytes> found) {
    return Reply.array(Reply.bulk(Bytes.of(Long.toUnsignedString(cursor))), Reply.bulks(found));
  }
}
