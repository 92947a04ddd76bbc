package miniredis.probe;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;
import miniredis.value.EntryView;
import miniredis.value.HashValue;
import miniredis.value.ListPack;
import miniredis.value.ListValue;
import miniredis.value.SetValue;
import miniredis.value.SortedSetValue;
import miniredis.value.StreamValue;
import miniredis.value.StringValue;
import miniredis.value.Value;

/** The beginnings of values, and the packs that they are kept in. Nothing is changed. */
final class FinalValues {

  private static final int MOST_PACKS = 60;

  private FinalValues() {}

  /** The beginning of a value as a person reads it; it costs the same for any size. */
  static String shown(EntryView entry) {
    if (entry.type() == Value.Type.STRING) return string(entry);
    return switch (entry.value()) {
      case StringValue string -> string(entry);
      case ListValue list -> list(list);
      case HashValue hash -> hash(hash);
      case SetValue set -> set(set);
      case SortedSetValue sorted -> sorted(sorted);
      case StreamValue stream -> stream.length() + " entries, the last one " + stream.last();
    };
  }

  private static String string(EntryView entry) {
    String[] text = new String[1];
    entry.string((bytes, from, to) -> text[0] = Shown.text(bytes, from, to));
    return text[0];
  }

  private static String list(ListValue list) {
    List<String> first = new ArrayList<>();
    for (int i = 0; i < Math.min(list.length(), Shown.MOST_ELEMENTS); i++) {
      first.add(Shown.text(list.get(i)));
    }
    return Shown.elements("[", first, list.length(), "]");
  }

  private static String hash(HashValue hash) {
    List<String> first = new ArrayList<>();
    BiConsumer<Bytes, Bytes> visitor =
        (field, value) -> {
          if (first.size() < Shown.MOST_ELEMENTS)
            first.add(Shown.text(field) + ": " + Shown.text(value));
        };
    scan(cursor -> hash.scan(cursor, visitor), first);
    return Shown.elements("{", first, hash.size(), "}");
  }

  private static String set(SetValue set) {
    List<String> first = new ArrayList<>();
    scan(
        cursor ->
            set.scan(
                cursor,
                (bytes, from, to) -> {
                  if (first.size() < Shown.MOST_ELEMENTS) first.add(Shown.text(bytes, from, to));
                }),
        first);
    return Shown.elements("{", first, set.size(), "}");
  }

  /** A few steps only: where a table is sparse the beginning is a short one. */
  private static void scan(LongUnaryOperator step, List<String> found) {
    long cursor = 0;
    int steps = 0;
    do cursor = step.applyAsLong(cursor);
    while (cursor != 0 && found.size() < Shown.MOST_ELEMENTS && ++steps < 64);
  }

  private static String sorted(SortedSetValue sorted) {
    List<String> first = new ArrayList<>();
    var cursor = sorted.cursor(0);
    for (int i = 0; i < Math.min(sorted.size(), Shown.MOST_ELEMENTS); i++, cursor.next()) {
      first.add(Shown.text(cursor.member()) + " " + Doubles.seventeenDigits(cursor.score()));
    }
    return Shown.elements("{", first, sorted.size(), "}");
  }

  /** The bytes of the first packs of a collection; none where it is a table or a tree. */
  static List<Long> packs(Value value) {
    if (!(value instanceof ListValue list)) return onePack(value);
    List<Long> packs = new ArrayList<>();
    for (int i = 0; i < Math.min(list.nodes(), MOST_PACKS); i++)
      packs.add((long) list.node(i).bytes());
    return packs;
  }

  private static List<Long> onePack(Value value) {
    if (value instanceof SetValue set && set.numbers() != null) {
      return List.of((long) set.numbers().length());
    }
    ListPack pack =
        switch (value) {
          case HashValue hash -> hash.pack();
          case SortedSetValue sorted -> sorted.pack();
          case ListValue _, SetValue _, StreamValue _, StringValue _ -> null;
        };
    return pack == null ? List.of() : List.of((long) pack.bytes());
  }

  /** How many packs there are in all. */
  static int packCount(Value value) {
    return value instanceof ListValue list ? list.nodes() : onePack(value).size();
  }
}
