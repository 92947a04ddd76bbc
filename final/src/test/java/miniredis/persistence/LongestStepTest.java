package miniredis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import module java.management;

import miniredis.bytes.Bytes;
import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.keyspace.Database;
import miniredis.rdb.RdbHeader;
import miniredis.rdb.RdbOptions;
import miniredis.value.End;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.HashValue;
import miniredis.value.Limits;
import miniredis.value.ListValue;
import miniredis.value.SetValue;
import miniredis.value.SortedSetValue;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamValue;
import miniredis.value.Value;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How much processor time the longest step of a snapshot of one huge value takes, and the longest
 * change of it meanwhile: clients wait for that. Time on the clock would count the neighbours on
 * the machine and the collector of garbage, too; {@code ./run bench stops} shows that.
 */
@Isolated("it takes all that the machine has")
@Tag("slow")
class LongestStepTest {

  private static final int ELEMENTS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final double MOST_MILLISECONDS = 10;
  private static final Bytes KEY = Bytes.of("big");

  @TempDir Path folder;

  private final Engine engine =
      new Engine(
          16,
          Instant::now,
          new ServerLog(
              new PrintStream(OutputStream.nullOutputStream()), false, ServerLog.Level.WARNING));
  private final Database database = engine.keyspace().database(0);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Random random = new Random(1);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(value = Value.Type.class, mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void nobodyWaitsForMillions(Value.Type type) {
    EntryMaker maker = new EntryMaker(new Limits());
    maker.begin(KEY, Entry.NO_DEADLINE);
    maker.value(filled(type));
    database.load(KEY, maker.made());
    for (boolean rdb : new boolean[] {true, false}) {
      double[] longest = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) longest[i] = longest(rdb);
      System.out.printf(
          "longest step while a %s of %,d elements is written %s: %s ms%n",
          type.word(), ELEMENTS, rdb ? "to an RDB file" : "as commands", Arrays.toString(longest));
      Arrays.sort(longest);
      assertThat(longest[ROUNDS / 2]).isLessThan(MOST_MILLISECONDS);
    }
  }

  private double longest(boolean rdb) {
    AtomicReference<SnapshotJob.Outcome> outcome = new AtomicReference<>();
    long longest = 0;
    long start = threads.getCurrentThreadCpuTime();
    SnapshotJob job =
        SnapshotJob.start(
            engine,
            rdb,
            new RdbOptions(true, true, RdbOptions.Access.NONE, false, 0),
            new RdbHeader("7.0.15", 1, 1),
            folder.resolve("dump"),
            file -> {},
            outcome::set,
            tasks::add);
    while (outcome.get() == null) {
      longest = Math.max(longest, threads.getCurrentThreadCpuTime() - start);
      for (Runnable task; (task = tasks.poll()) != null; ) task.run();
      start = threads.getCurrentThreadCpuTime();
      job.step();
      change();
      engine.keyspace().closeEdits(false);
    }
    assertThat(outcome.get()).isEqualTo(new SnapshotJob.Outcome.Done());
    return longest / 10_000 / 100.0;
  }

  private static Bytes element(int number) {
    return Bytes.of("element:%08d".formatted(number));
  }

  private static Value filled(Value.Type type) {
    return switch (type) {
      case STRING -> throw new IllegalArgumentException();
      case LIST -> {
        ListValue list = new ListValue(-2);
        for (int i = 0; i < ELEMENTS; i++) list.push(End.TAIL, element(i));
        yield list;
      }
      case SET -> {
        SetValue set = new SetValue(new Limits());
        for (int i = 0; i < ELEMENTS; i++) set.add(element(i));
        yield set;
      }
      case HASH -> {
        HashValue hash = new HashValue(new Limits());
        for (int i = 0; i < ELEMENTS; i++) hash.set(element(i), element(i));
        yield hash;
      }
      case SORTED_SET -> {
        SortedSetValue set = new SortedSetValue(new Limits());
        for (int i = 0; i < ELEMENTS; i++) set.add(element(i), i);
        yield set;
      }
      case STREAM -> stream();
    };
  }

  private static StreamValue stream() {
    StreamValue stream = new StreamValue(new Limits());
    StreamGroup group = stream.addGroup(Bytes.of("group"), StreamId.MIN, 0);
    List<StreamConsumer> consumers =
        Stream.of("anna", "bert").map(name -> group.addConsumer(Bytes.of(name), 1)).toList();
    for (int i = 1; i <= ELEMENTS; i++) {
      StreamId id = new StreamId(i, 0);
      stream.append(id, List.of(Bytes.of("f"), element(i)));
      group.deliver(id, consumers.get(i % 2), i);
    }
    return stream;
  }

  private void change() {
    Bytes some = element(random.nextInt(ELEMENTS));
    switch (database.peek(KEY)) {
      case ListValue _ -> {
        ListValue list = database.editable(KEY, ListValue.class);
        list.set(list.cursor(random.nextLong(list.length())), some);
        list.push(End.HEAD, list.pop(End.TAIL));
      }
      case SetValue _ -> {
        SetValue set = database.editable(KEY, SetValue.class);
        if (!set.remove(some)) set.add(some);
      }
      case HashValue _ -> database.editable(KEY, HashValue.class).set(some, some);
      case SortedSetValue _ ->
          database.editable(KEY, SortedSetValue.class).set(some, random.nextInt(ELEMENTS));
      case StreamValue _ -> {
        StreamValue stream = database.editable(KEY, StreamValue.class);
        StreamGroup group = stream.group(Bytes.of("group"));
        StreamId id = new StreamId(1 + random.nextInt(ELEMENTS), 0);
        group.assign(id, group.consumer(Bytes.of("anna")), random.nextInt(), 2);
        stream.append(new StreamId(stream.last().ms() + 1, 0), List.of(Bytes.of("f"), some));
      }
      case Value other -> throw new IllegalStateException(other.encoding());
    }
    database.edited(KEY);
  }
}
