package miniredis.rdb;

import module java.base;

import miniredis.bytes.Json;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;

/**
 * All that files know of one type of value: how it stands in an RDB file, today and in files of old
 * versions; which requests make it; what it is as JSON. {@link Codecs} finds the codec of a value.
 *
 * <p>Reading explains itself: whatever is taken from an {@link RdbInput} is given a name, and who
 * watches the input is told of it. So there is no second reader to show what a file holds.
 *
 * <p>Without state, so one object serves all. Belongs to the thread that runs commands.
 */
interface Codec {

  /**
   * One way in which a file may hold a value.
   *
   * @param type the byte by which a file announces it
   * @param meaning for people, as in "a list of packs"
   */
  record Form(int type, String meaning) {}

  /** All forms that can be read. */
  List<Form> forms();

  /** The type byte of the form in which a value is written. */
  int form(EntryView entry);

  /** Writes to a file what stands before everything else of a key. */
  default Pieces before(EntryView entry, RdbOutput out) {
    return Pieces.NONE;
  }

  /** Writes what follows the type byte and the key; what is large is left to the pieces. */
  Pieces write(EntryView entry, RdbOutput out);

  /** Writes a value as DUMP has it, the type byte first: all that belongs to it must be there. */
  default Pieces dump(EntryView entry, RdbOutput out) {
    out.octet(form(entry));
    return write(entry, out);
  }

  /** Reads what follows the type byte and the key. An empty collection is made like any other. */
  void read(int form, RdbInput in, EntryMaker into) throws IOException;

  /** Writes the requests that make the value, without its deadline. */
  Pieces requests(EntryView entry, RequestSink out);

  void json(EntryView entry, Json out);
}
