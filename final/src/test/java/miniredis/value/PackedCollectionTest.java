package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedCollectionTest {

  private static final Bytes KEY = Bytes.of("key");
  private static final Limits LIMITS = new Limits();

  /** Each kind of collection that can be packed, with some elements. */
  enum Kind {
    LIST("quicklist"),
    HASH("listpack"),
    SORTED_SET("listpack"),
    NUMBERS("intset");

    final String encoding;

    Kind(String encoding) {
      this.encoding = encoding;
    }

    Value filled(int elements) {
      Value value = empty();
      for (int i = 0; i < elements; i++) add(value, i);
      return value;
    }

    Value empty() {
      return switch (this) {
        case LIST -> new ListValue(-2);
        case HASH -> new HashValue(LIMITS);
        case SORTED_SET -> new SortedSetValue(LIMITS);
        case NUMBERS -> new SetValue(LIMITS);
      };
    }
  }

  private static void add(Value value, int number) {
    switch (value) {
      case ListValue list -> list.push(End.HEAD, Bytes.of("element" + number));
      case HashValue hash -> hash.set(Bytes.of("field" + number), Bytes.of(number));
      case SortedSetValue set -> set.set(Bytes.of("member" + number), number / 2.0);
      case SetValue set -> set.add(Bytes.of(number * 100));
      case StringValue _, StreamValue _ -> throw new AssertionError();
    }
  }

  private static void removeOne(Value value) {
    switch (value) {
      case ListValue list -> list.pop(End.TAIL);
      case HashValue hash -> hash.remove(Bytes.of("field0"));
      case SortedSetValue set -> set.remove(Bytes.of("member0"));
      case SetValue set -> set.remove(Bytes.of(0));
      case StringValue _, StreamValue _ -> throw new AssertionError();
    }
  }

  /** Changes without a change of length. */
  private static void exchange(Value value) {
    switch (value) {
      case ListValue list -> list.set(list.cursor(0), Bytes.of("another0"));
      case HashValue hash -> hash.set(Bytes.of("field0"), Bytes.of(7));
      case SortedSetValue set -> set.set(Bytes.of("member2"), 7);
      case SetValue set -> {
        set.remove(Bytes.of(0));
        set.add(Bytes.of(7));
      }
      case StringValue _, StreamValue _ -> throw new AssertionError();
    }
  }

  private static List<Bytes> content(Value value) {
    List<Bytes> parts = new ArrayList<>();
    value.takeApart(
        new Parts() {
          @Override
          public void next(Bytes part) {
            parts.add(part);
          }

          @Override
          public void oneOf(Bytes... some) {
            parts.addAll(List.of(some));
          }
        });
    return parts;
  }

  private static byte[] packed(Kind kind, Bytes key, long deadline) {
    Object entry = Entry.of(ArrayPool.NONE, key, kind.filled(5), deadline);
    assertThat(entry).isInstanceOf(byte[].class);
    return (byte[]) entry;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPackedReadsAsItWas(Kind kind) {
    for (int length : new int[] {0, 1, 255, 256, 5000}) {
      for (long deadline : new long[] {Entry.NO_DEADLINE, 123_456_789_012L}) {
        Bytes key = Bytes.of("k".repeat(length));
        byte[] entry = packed(kind, key, deadline);
        assertThat(Entry.keyOf(entry)).isEqualTo(key);
        assertThat(Entry.deadlineOf(entry)).isEqualTo(deadline);
        assertThat(Entry.typeOf(entry)).isEqualTo(kind.empty().type());
        assertThat(Entry.encodingOf(entry)).isEqualTo(kind.encoding);
        assertThat(content(Entry.valueOf(entry))).isEqualTo(content(kind.filled(5)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHeadMayChangeWithoutTheElements(Kind kind) {
    byte[] entry = packed(kind, KEY, 1000);
    Entry.access(entry, 0xabcdef);
    Entry.seal(entry, true);
    Entry.place(entry, 77);
    Entry.deadline(entry, 2000);
    assertThat(Entry.accessOf(entry)).isEqualTo(0xabcdef);
    assertThat(Entry.isSealed(entry)).isTrue();
    assertThat(Entry.placeOf(entry)).isEqualTo(77);
    assertThat(Entry.deadlineOf(entry)).isEqualTo(2000);
    assertThat(Entry.typeOf(entry)).isEqualTo(kind.empty().type());
    assertThat(content(Entry.valueOf(entry))).isEqualTo(content(kind.filled(5)));
  }

  @ParameterizedTest
  @EnumSource
  void anotherNameOrDeadlineLeavesTheElements(Kind kind) {
    byte[] entry = packed(kind, KEY, Entry.NO_DEADLINE);
    Entry.access(entry, 9);
    byte[] timed = Packed.retimed(entry, ArrayPool.NONE, 1234);
    Object renamed = Entry.renamed(timed, ArrayPool.NONE, Bytes.of("n".repeat(300)));
    Object copied = Entry.copied(timed, ArrayPool.NONE, Bytes.of("copy"));
    byte[] back = Packed.retimed(timed, ArrayPool.NONE, Entry.NO_DEADLINE);
    for (Object each : List.of(timed, renamed, copied, back)) {
      assertThat(Entry.accessOf(each)).isEqualTo(9);
      assertThat(Entry.typeOf(each)).isEqualTo(kind.empty().type());
      assertThat(content(Entry.valueOf(each))).isEqualTo(content(kind.filled(5)));
    }
    assertThat(Entry.deadlineOf(renamed)).isEqualTo(1234);
    assertThat(Entry.keyOf(renamed)).isEqualTo(Bytes.of("n".repeat(300)));
    assertThat(back).isEqualTo(entry);
  }

  /** Not before the value is packed again, whatever is done to it, and in whatever order. */
  @ParameterizedTest
  @EnumSource
  void noEditReachesTheEntry(Kind kind) {
    byte[] before = packed(kind, KEY, 5);
    Entry.access(before, 3);
    List<Consumer<Value>> edits =
        List.of(
            value -> add(value, 9),
            PackedCollectionTest::removeOne,
            PackedCollectionTest::exchange,
            PackedCollectionTest::askForTheWhole,
            Value::copy,
            Value::frozen);
    for (Consumer<Value> first : edits) {
      for (Consumer<Value> second : edits) {
        byte[] entry = before.clone();
        Value model = kind.filled(5);
        Entry edited = Entry.unpacked(entry, KEY, LIMITS);
        assertThat(Entry.accessOf(edited)).isEqualTo(3);
        for (Consumer<Value> edit : List.of(first, second)) {
          edit.accept(edited.value);
          edit.accept(model);
        }
        assertThat(content(edited.value)).isEqualTo(content(model));
        assertThat(entry).isEqualTo(before);
        byte[] again = PackedCollection.of(edited, ArrayPool.NONE);
        assertThat(content(Entry.valueOf(again))).isEqualTo(content(model));
        assertThat(Entry.deadlineOf(again)).isEqualTo(5);
        assertThat(Entry.accessOf(again)).isEqualTo(3);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatFitsIsWrittenIntoTheSameArray(Kind kind) {
    byte[] entry = packed(kind, KEY, Entry.NO_DEADLINE);
    assertThat(edited(entry, PackedCollectionTest::removeOne)).isSameAs(entry);
    assertThat(edited(entry, value -> add(value, 0))).isSameAs(entry);
    assertThat(edited(entry, PackedCollectionTest::exchange)).isSameAs(entry);
    assertThat(edited(entry, value -> add(value, 6))).isNotSameAs(entry);
  }

  @Test
  void aChangeThatWouldWasteRoomOrADeadlineThatHasNoneMakesAnother() {
    byte[] entry = packed(Kind.LIST, KEY, Entry.NO_DEADLINE);
    Entry timed = Entry.unpacked(entry, KEY, LIMITS);
    timed.deadline = 77;
    byte[] made = PackedCollection.of(timed, ArrayPool.NONE);
    assertThat(Packed.deadline(made)).isEqualTo(77);
    Entry later = Entry.unpacked(made, KEY, LIMITS);
    later.deadline = 78;
    assertThat(PackedCollection.of(later, ArrayPool.NONE)).isSameAs(made);
    assertThat(Packed.deadline(made)).isEqualTo(78);
    ListValue large = new ListValue(-2);
    for (int i = 0; i < 15; i++) add(large, i);
    byte[] roomy = (byte[]) Entry.of(ArrayPool.NONE, KEY, large, 1);
    Consumer<Value> most = value -> ((ListValue) value).removeRange(0, 8);
    assertThat(edited(roomy, most).length).isLessThan(roomy.length - 64);
  }

  /** Packed again, and as it should be. */
  private static byte[] edited(byte[] entry, Consumer<Value> edit) {
    Value model = Entry.unpacked(entry, KEY, LIMITS).value.copy();
    Entry edited = Entry.unpacked(entry, KEY, LIMITS);
    edit.accept(edited.value);
    edit.accept(model);
    byte[] packed = PackedCollection.of(edited, ArrayPool.NONE);
    assertThat(content(Entry.valueOf(packed))).isEqualTo(content(model));
    assertThat(Entry.keyOf(packed)).isEqualTo(KEY);
    Object renamed = Entry.renamed(packed, ArrayPool.NONE, Bytes.of("another"));
    assertThat(content(Entry.valueOf(renamed))).isEqualTo(content(model));
    return packed;
  }

  /** Of what is kept without its head and its end they are made for the asking. */
  private static void askForTheWhole(Value value) {
    switch (value) {
      case ListValue list -> whole(list.node(0));
      case HashValue hash -> whole(hash.pack());
      case SortedSetValue set -> whole(set.pack());
      case SetValue set ->
          assertThat(IntSet.of(Arrays.copyOf(set.numbers().array(), set.numbers().length())).size())
              .isEqualTo(set.size());
      case StringValue _, StreamValue _ -> throw new AssertionError();
    }
  }

  private static void whole(ListPack pack) {
    assertThat(ListPack.of(pack.toBytes().array().clone()).count()).isEqualTo(pack.count());
  }

  @ParameterizedTest
  @EnumSource
  void itIsPackedUpToALengthAndNeverEmpty(Kind kind) {
    assertThat(Entry.of(ArrayPool.NONE, KEY, kind.empty(), 1)).isInstanceOf(Entry.class);
    Value value = kind.filled(1);
    int elements = 1;
    while (Entry.of(ArrayPool.NONE, KEY, value, 1) instanceof byte[] entry) {
      assertThat(entry.length).isLessThan(PackedCollection.LONGEST_VALUE + 30);
      assertThat(content(Entry.valueOf(entry))).isEqualTo(content(kind.filled(elements)));
      add(value, elements++);
    }
    assertThat(elements).isBetween(10, 130);
  }

  @Test
  void oneWithAsManyElementsAsFitIsPacked() {
    HashValue hash = new HashValue(LIMITS);
    for (int i = 0; i < 63; i++) hash.load(Bytes.of(i), Bytes.of(i));
    assertThat(((HashValue) Entry.valueOf(Entry.of(ArrayPool.NONE, KEY, hash, 1))).size())
        .isEqualTo(63);
  }

  @Test
  void whatCouldNotBeMadeAgainOutOfTheElementsIsNotPacked() {
    ListValue unusual = new ListValue(-1);
    unusual.push(End.TAIL, KEY);
    HashValue timed = new HashValue(LIMITS);
    timed.set(KEY, KEY);
    timed.deadline(KEY, 5000);
    SetValue words = new SetValue(LIMITS);
    words.add(KEY);
    SortedSetValue large = new SortedSetValue(LIMITS);
    large.add(KEY, 1);
    large.unpack();
    Value string = new StringValue(KEY);
    for (Value value : List.of(unusual, timed, words, large, string)) {
      assertThat(Entry.of(ArrayPool.NONE, KEY, value, 1)).isInstanceOf(Entry.class);
    }
  }

  @Test
  void aHashThatIsPackedAlreadyStaysSoBelowLowerLimits() {
    Limits lower = new Limits();
    byte[] entry = packed(Kind.HASH, KEY, 1);
    lower.hashFields = 2;
    HashValue hash = (HashValue) Entry.unpacked(entry, KEY, lower).value;
    hash.remove(Bytes.of("field0"));
    assertThat(hash.encoding()).isEqualTo("listpack");
    hash.set(Bytes.of("new"), KEY);
    assertThat(hash.encoding()).isEqualTo("hashtable");
  }

  @ParameterizedTest
  @EnumSource
  void aStringIsNeverWrittenOverIt(Kind kind) {
    byte[] entry = packed(kind, KEY, 1);
    byte[] before = entry.clone();
    assertThat(Packed.overwrite(entry, Bytes.of("x".repeat(entry.length - 30)))).isFalse();
    assertThat(Packed.overwrite(entry, Long.MIN_VALUE)).isFalse();
    assertThat(entry).isEqualTo(before);
    assertThat(Entry.unpacked(Packed.of(KEY, KEY, 1), KEY, LIMITS)).isNull();
  }
}
