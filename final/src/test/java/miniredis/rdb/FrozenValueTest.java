package miniredis.rdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.value.End;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.HashValue;
import miniredis.value.Limits;
import miniredis.value.ListCursor;
import miniredis.value.ListValue;
import miniredis.value.PendingEntry;
import miniredis.value.SetValue;
import miniredis.value.SortedSetValue;
import miniredis.value.Span;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamTrim;
import miniredis.value.StreamValue;
import miniredis.value.StringValue;
import miniredis.value.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A value is frozen and written piece by piece, in both formats, while it is changed at random
 * between the pieces. What is written must be what it was; and what it became must be what a twin
 * becomes that was changed in the same way and never frozen.
 */
class FrozenValueTest {

  private static final Bytes KEY = Bytes.of("key");

  private final Random random = new Random(5);
  private final Limits limits = new Limits();

  @ParameterizedTest
  @EnumSource(Value.Type.class)
  void whatIsWrittenIsWhatItWasWhateverBecomesOfIt(Value.Type type) throws IOException {
    for (int round = 0; round < 150; round++) {
      int size = 1 << random.nextInt(12);
      Value value = empty(type);
      for (int i = random.nextInt(3 * size); i >= 0; i--) change(value, size, random);
      if (value.isEmpty()) continue;
      Value twin = value.copy();
      boolean rdb = random.nextBoolean();
      String then = rdb ? content(value) : requests(value);
      Value frozen = value.frozen();
      BytesBuilder out = new BytesBuilder(64);
      RespWriter writer = new RespWriter(OutputStream.nullOutputStream());
      Pieces pieces = rdb ? rdb(frozen, out) : requests(frozen, writer);
      int changes = random.nextInt(1, 60);
      while (pieces.next()) changeBoth(value, twin, size, changes);
      value.thaw();
      changeBoth(value, twin, size, changes);
      String when = "%s, round %d of about %d".formatted(type, round, size);
      String written = rdb ? content(read(out)) : effects(writer.buffer);
      assertThat(written).as(when).isEqualTo(then);
      assertThat(content(value)).as(when).isEqualTo(content(twin));
      assertThat(deadlines(value)).as(when).isEqualTo(deadlines(twin));
      assertThat(value.footprint()).as(when).isGreaterThan(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Value.Type.class)
  void twoSnapshotsOfOneValueDoNotDisturbEachOther(Value.Type type) throws IOException {
    for (int round = 0; round < 30; round++) {
      Value value = empty(type);
      for (int i = 0; i < 2000; i++) change(value, 700, random);
      String first = content(value);
      Value one = value.frozen();
      for (int i = 0; i < 300; i++) change(value, 700, random);
      String second = content(value);
      Value other = value.frozen();
      for (int i = 0; i < 300; i++) change(value, 700, random);
      assertThat(content(copied(one))).isEqualTo(first);
      value.thaw();
      for (int i = 0; i < 300; i++) change(value, 700, random);
      assertThat(content(copied(other))).isEqualTo(second);
      value.thaw();
    }
  }

  private void changeBoth(Value value, Value twin, int size, int most) {
    long seed = random.nextLong();
    int many = random.nextInt(most);
    for (Value each : List.of(value, twin)) {
      Random same = new Random(seed);
      for (int i = 0; i < many; i++) change(each, size, same);
    }
  }

  // Files

  private static Pieces rdb(Value value, BytesBuilder out) {
    EntryView entry = new EntryView().at(new Entry(KEY, value));
    RdbOutput rdb = new RdbOutput(out, true);
    rdb.octet(Codecs.of(entry).form(entry));
    return Codecs.of(entry).write(entry, rdb);
  }

  private static Pieces requests(Value value, RespWriter out) {
    EntryView entry = new EntryView().at(new Entry(KEY, value));
    return Codecs.of(entry).requests(entry, out);
  }

  private static String requests(Value value) {
    RespWriter out = new RespWriter(OutputStream.nullOutputStream());
    Pieces pieces = requests(value, out);
    while (pieces.next()) {}
    return effects(out.buffer);
  }

  /** Those that make a hash may come in any order; all others are compared as they are. */
  private static String effects(BytesBuilder requests) {
    String[] words =
        new String(requests.array(), 0, requests.length(), ISO_8859_1).split("\r\n", -1);
    Map<String, String> fields = new TreeMap<>();
    for (int at = 0; at < words.length - 1; ) {
      int count = Integer.parseInt(words[at].substring(1));
      List<String> request = new ArrayList<>();
      for (int i = 1; i <= count; i++) request.add(words[at + 2 * i]);
      at += 1 + 2 * count;
      switch (request.getFirst()) {
        case "HMSET" -> {
          for (int i = 2; i < count; i += 2) fields.put(request.get(i), request.get(i + 1));
        }
        case "HPEXPIREAT" -> {
          for (String field : request.subList(5, count)) {
            fields.merge(
                field, request.get(2), (value, deadline) -> value + " dies at " + deadline);
          }
        }
        default -> {
          return hex(requests);
        }
      }
    }
    return fields.toString();
  }

  private static String hex(BytesBuilder bytes) {
    return HexFormat.of().formatHex(bytes.array(), 0, bytes.length());
  }

  private Value read(BytesBuilder out) throws IOException {
    RdbInput in = new RdbInput(out.toBytes().array(), out.length());
    EntryMaker maker = new EntryMaker(limits);
    maker.begin(KEY, Entry.NO_DEADLINE);
    Codecs.read(in.octet(), in, maker);
    return maker.made().value();
  }

  private Value copied(Value frozen) throws IOException {
    BytesBuilder out = new BytesBuilder(64);
    Pieces pieces = rdb(frozen, out);
    while (pieces.next()) {}
    return read(out);
  }

  /** All that a file holds of it; what is in no order is sorted. */
  private static String content(Value value) {
    return switch (value) {
      case HashValue hash -> {
        Map<Bytes, Bytes> fields = new TreeMap<>();
        hash.forEach(fields::put);
        yield fields.toString();
      }
      case SetValue set -> new TreeSet<>(set.sortable()).toString();
      case ListValue list -> list.sortable().toString();
      case SortedSetValue set -> {
        List<String> members = new ArrayList<>();
        set.forEach((member, score) -> members.add(member + "=" + score));
        yield members.toString();
      }
      default -> {
        BytesBuilder out = new BytesBuilder(64);
        Pieces pieces = rdb(value, out);
        while (pieces.next()) {}
        yield hex(out);
      }
    };
  }

  private static Map<Bytes, Long> deadlines(Value value) {
    Map<Bytes, Long> deadlines = new TreeMap<>();
    if (!(value instanceof HashValue hash)) return deadlines;
    for (int i = 0; i < hash.timed(); i++) {
      deadlines.put(hash.timedField(i), hash.timedDeadline(i));
      assertThat(hash.deadline(hash.timedField(i))).isEqualTo(hash.timedDeadline(i));
    }
    return deadlines;
  }

  // Values

  private Value empty(Value.Type type) {
    return switch (type) {
      case STRING -> new StringValue(Bytes.of(""));
      case LIST -> new ListValue(random.nextBoolean() ? 5 : -1);
      case SET -> new SetValue(limits);
      case HASH -> new HashValue(limits);
      case SORTED_SET -> new SortedSetValue(limits);
      case STREAM -> new StreamValue(limits);
    };
  }

  private static void change(Value value, int size, Random random) {
    Bytes some = Bytes.of("some " + random.nextInt(size));
    switch (value) {
      case StringValue string -> string.write(random.nextInt(size), some);
      case ListValue list -> change(list, some, random);
      case SetValue set -> {
        if (random.nextInt(3) > 0)
          set.add(random.nextInt(9) > 0 ? Bytes.of(some.hashCode()) : some);
        else set.remove(some);
      }
      case HashValue hash -> {
        boolean timed = random.nextInt(4) == 0;
        if (timed) hash.deadline(some, random.nextInt(4) == 0 ? -1 : random.nextInt(1000));
        else if (random.nextInt(3) > 0) hash.set(some, Bytes.of("v".repeat(random.nextInt(9))));
        else hash.remove(some);
      }
      case SortedSetValue set -> change(set, some, random);
      case StreamValue stream -> change(stream, size, random);
    }
  }

  private static void change(ListValue list, Bytes some, Random random) {
    End end = random.nextBoolean() ? End.HEAD : End.TAIL;
    long length = list.length();
    ListCursor at = list.cursor(length == 0 ? 0 : random.nextLong(length));
    switch (random.nextInt(12)) {
      case 0 -> list.remove(some, random.nextInt(5) - 2);
      case 1, 2 -> {
        if (length > 0) list.pop(end);
      }
      case 3, 4 -> {
        if (at.isThere()) list.set(at, some);
      }
      case 5, 6, 7 -> {
        if (at.isThere()) list.insert(at, some, random.nextBoolean());
      }
      case 8 -> {
        if (length > 0 && random.nextInt(9) == 0) {
          long from = random.nextLong(length);
          list.removeRange(from, from + random.nextLong(length - from));
        }
      }
      default -> list.push(end, some);
    }
  }

  private static void change(SortedSetValue set, Bytes some, Random random) {
    switch (random.nextInt(9)) {
      case 0, 1 -> set.remove(some);
      case 2 -> {
        int from = random.nextInt(1 + set.size());
        int most = random.nextInt(10) == 0 ? 100 : 4;
        set.remove(new Span(from, Math.min(set.size(), from + random.nextInt(most))));
      }
      default -> {
        double old = set.score(some);
        boolean near = !Double.isNaN(old) && random.nextBoolean();
        set.set(some, near ? old + random.nextDouble() / 100 : random.nextInt(1000));
      }
    }
  }

  private static void change(StreamValue stream, int size, Random random) {
    StreamId id = new StreamId(random.nextLong(1 + stream.last().ms()), 0);
    StreamGroup group = stream.group(Bytes.of("g"));
    switch (random.nextInt(12)) {
      case 0, 1 -> stream.delete(id);
      case 2 -> stream.trim(new StreamTrim.MaxLength(size), random.nextBoolean(), 0);
      case 3, 4 -> {
        if (group == null) stream.addGroup(Bytes.of("g"), StreamId.MIN, 0);
        else group.deliver(id, consumer(group, random), random.nextInt(1000));
      }
      case 5 -> {
        PendingEntry next = group == null ? null : group.pending().next(id);
        if (next != null) group.acknowledge(next);
      }
      case 6 -> {
        if (group != null && random.nextInt(200) == 0) stream.removeGroup(Bytes.of("g"));
        else if (group != null && random.nextInt(50) == 0)
          group.removeConsumer(consumer(group, random));
      }
      default ->
          stream.append(
              new StreamId(stream.last().ms() + 1 + random.nextInt(3), 0),
              List.of(Bytes.of("f"), Bytes.of(random.nextInt(1000))));
    }
  }

  private static StreamConsumer consumer(StreamGroup group, Random random) {
    Bytes name = Bytes.of("consumer " + random.nextInt(3));
    StreamConsumer known = group.consumer(name);
    return known != null ? known : group.addConsumer(name, random.nextInt(1000));
  }
}
