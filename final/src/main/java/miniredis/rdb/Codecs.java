package miniredis.rdb;

import module java.base;

import miniredis.bytes.Json;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.Value;

/**
 * Finds the {@link Codec} of a value by its type, and of what a file holds by its type byte. A new
 * type is missed here by the compiler, and nowhere else in this room.
 */
public final class Codecs {

  private static final Codec STRINGS = new StringCodec();
  private static final Codec LISTS = new ListCodec();
  private static final Codec SETS = new SetCodec();
  private static final Codec HASHES = new HashCodec();
  private static final Codec SORTED_SETS = new SortedSetCodec();
  private static final Codec STREAMS = new StreamCodec();

  private static Codec of(Value.Type type) {
    return switch (type) {
      case STRING -> STRINGS;
      case LIST -> LISTS;
      case SET -> SETS;
      case HASH -> HASHES;
      case SORTED_SET -> SORTED_SETS;
      case STREAM -> STREAMS;
    };
  }

  private static final Codec[] BY_FORM = new Codec[256];
  private static final String[] MEANINGS = new String[256];

  static {
    for (Value.Type type : Value.Type.values()) {
      for (Codec.Form form : of(type).forms()) {
        BY_FORM[form.type()] = of(type);
        MEANINGS[form.type()] = form.meaning();
      }
    }
  }

  private Codecs() {}

  static Codec of(EntryView entry) {
    return of(entry.type());
  }

  /** What a value in this form is, for people. */
  static String meaning(int form) {
    return BY_FORM[form] != null ? MEANINGS[form] : unsupported(form);
  }

  /** What Redis keeps in forms that this server does not read, for messages. */
  private static String unsupported(int form) {
    return switch (form) {
      case 6, 7 -> "module value";
      case 22, 23, 25 -> "hash with deadlines of its fields, of Redis 7.4,";
      default -> "unknown type " + form;
    };
  }

  /** Writes the value of an entry as DUMP has it: the type byte and what follows it. */
  public static void write(EntryView entry, RdbOutput out) {
    Pieces rest = of(entry).dump(entry, out);
    while (rest.next()) {}
  }

  /** The oldest version of RDB in which there is a form. */
  public static int version(int form) {
    return form == HashCodec.TIMED ? Rdb.WITH_TIMED_FIELDS : Rdb.VERSION;
  }

  /**
   * Reads what follows a type byte and a key, and makes an entry of it.
   *
   * @throws RdbException if it is damaged, or of a type that this server does not have
   */
  public static void read(int form, RdbInput in, EntryMaker into) throws IOException {
    Codec codec = BY_FORM[form];
    if (codec == null) {
      throw in.damaged(
          "the key %s holds a value of type %s: %s not supported"
              .formatted(into.key(), form, unsupported(form)));
    }
    codec.read(form, in, into);
  }

  /** Writes the requests that make the value of an entry. */
  public static void requests(EntryView entry, RequestSink out) {
    Pieces rest = of(entry).requests(entry, out);
    while (rest.next()) {}
  }

  public static void json(EntryView entry, Json out) {
    of(entry).json(entry, out);
  }
}
