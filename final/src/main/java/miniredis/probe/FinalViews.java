package miniredis.probe;

import module java.base;

import miniredis.command.WaitingRoom;
import miniredis.config.Config;
import miniredis.engine.Engine;
import miniredis.engine.Job;
import miniredis.keyspace.Candidate;
import miniredis.keyspace.Database;
import miniredis.keyspace.Keyspace;
import miniredis.keyspace.Snapshot;
import miniredis.net.Traffic;
import miniredis.server.Server;
import miniredis.value.Dictionary;
import miniredis.value.Entry;
import miniredis.value.EntryView;
import miniredis.value.Value;

/**
 * What the complete server looks like inside. Of keys and slots it looks at a few only, so that a
 * look costs the same for ten keys and for ten million; and it changes nothing: no key dies of it
 * or counts as used.
 *
 * <p>Belongs to the engine's thread.
 */
final class FinalViews {

  /** Steps of a scan for sixty keys: a table that has shrunk may be sparse. */
  private static final int MOST_STEPS = 1024;

  /** So much of the heap makes no difference. */
  private static final long MEGABYTE = 1 << 20;

  private final Engine engine;
  private final Keyspace keyspace;
  private final Traffic traffic;
  private final Config config;
  private final Disk disk;
  private long turns;
  private long readsBefore;
  private long lastSwept;
  private long sweptBefore;
  private View.Snapshot lastSnapshot = new View.Snapshot(false, 0, 0, 0);

  FinalViews(Server server, Config config, Disk disk) {
    engine = server.engine();
    keyspace = engine.keyspace();
    traffic = server.traffic();
    this.config = config;
    this.disk = disk;
    Job turn = this::turn;
    engine.add(turn);
  }

  /** Called once in each turn of the loop. Our own looks make turns, too: they do not count. */
  private boolean turn() {
    if (traffic.reads() != readsBefore) turns++;
    readsBefore = traffic.reads();
    Snapshot open = keyspace.snapshot();
    if (open != null) {
      lastSnapshot = new View.Snapshot(true, open.count(), open.total(), open.kept());
    }
    return false;
  }

  SequencedMap<String, Pane> look() {
    Database database = keyspace.database(0);
    SequencedMap<String, Pane> panes = new LinkedHashMap<>();
    panes.put("keyspace", pane("Keys", "keyspace/Database", keys(database)));
    panes.put("dictionary", pane("The hash table", "value/Dictionary", dictionary(database)));
    panes.put("deadlines", pane("Deadlines", "value/Expiry", deadlines(database)));
    panes.put("encodings", pane("Encodings", "value/ListPack", encodings(database)));
    panes.put("log", pane("The log", "aof/AppendOnlyFile", log()));
    panes.put("snapshot", pane("The snapshot", "keyspace/Snapshot", snapshot()));
    panes.put("memory", pane("Memory", "keyspace/Eviction", memory()));
    panes.put("waiting", pane("Who waits", "engine/Waiters", waiting()));
    panes.put("turns", pane("The event loop", "net/EventLoop", turns()));
    return panes;
  }

  private static Pane pane(String title, String type, View view) {
    String name = type.substring(type.indexOf('/') + 1);
    return new Pane(title, name, "final/src/main/java/miniredis/" + type + ".java", view);
  }

  // Keys

  /** Some entries, the first ones that a SCAN would meet. Each must be used at once. */
  private static <T> List<T> scan(Database database, int most, Function<EntryView, T> look) {
    List<T> found = new ArrayList<>();
    long cursor = 0;
    int steps = 0;
    do {
      cursor =
          database.scanEntries(
              cursor,
              entry -> {
                T seen = found.size() < most ? look.apply(entry) : null;
                if (seen != null) found.add(seen);
              });
    } while (cursor != 0 && found.size() < most && ++steps < Math.max(MOST_STEPS, 8 * most));
    return found;
  }

  private static View keys(Database database) {
    List<View.Row> rows = new ArrayList<>(scan(database, View.MOST_ROWS, FinalViews::row));
    rows.sort(Comparator.comparing(View.Row::key));
    return new View.Keyspace(List.copyOf(rows), database.size());
  }

  private static View.Row row(EntryView entry) {
    Object kept = entry.entry();
    return new View.Row(
        Shown.text(entry.key()),
        entry.type().word(),
        FinalValues.shown(entry),
        entry.isTimed() ? entry.deadline() : View.NEVER,
        Entry.encodingOf(kept),
        Entry.footprintOf(kept));
  }

  /** See {@link WatchedServer#pairs}. */
  List<WatchedServer.Pair> pairs(Set<String> wanted) {
    Database database = keyspace.database(0);
    if (wanted.isEmpty()) return scan(database, WatchedServer.MOST_PAIRS, this::pair);
    List<WatchedServer.Pair> found = new ArrayList<>();
    database.forEachEntry(
        entry -> {
          WatchedServer.Pair pair = wanted.contains(Shown.text(entry.key())) ? pair(entry) : null;
          if (pair != null && found.size() < WatchedServer.MOST_PAIRS) found.add(pair);
        });
    return found;
  }

  private WatchedServer.Pair pair(EntryView entry) {
    if (entry.isTimed() && keyspace.isPast(entry.deadline())) return null;
    long deadline = entry.isTimed() ? entry.deadline() : View.NEVER;
    return new WatchedServer.Pair(Shown.text(entry.key()), FinalValues.shown(entry), deadline);
  }

  private static View dictionary(Database database) {
    List<View.Table> tables =
        database.segments(View.MOST_TABLES, View.MOST_CELLS).stream()
            .map(FinalViews::table)
            .toList();
    return new View.Dictionary(database.size(), tables, database.segmentCount());
  }

  private static View.Table table(Dictionary.Picture picture) {
    List<Integer> cells = picture.cells().stream().map(FinalViews::cell).toList();
    return new View.Table(picture.slots(), picture.used(), picture.every(), cells);
  }

  private static int cell(Dictionary.Cell cell) {
    return switch (cell) {
      case EMPTY -> 0;
      case HOME -> 1;
      case DISPLACED -> 2;
    };
  }

  private View deadlines(Database database) {
    List<View.Deadline> rows = new ArrayList<>();
    database.nearestEntries(
        View.MOST_ROWS,
        entry -> rows.add(new View.Deadline(Shown.text(entry.key()), entry.deadline())));
    rows.sort(Comparator.comparingLong(View.Deadline::moment));
    Keyspace.Statistics seen = keyspace.statistics();
    if (seen.swept > sweptBefore) lastSwept = seen.swept - sweptBefore;
    sweptBefore = seen.swept;
    View.Sweeps sweeps = new View.Sweeps(seen.sweeps, seen.swept, lastSwept);
    return new View.Deadlines(List.copyOf(rows), database.timed(), sweeps);
  }

  private static View encodings(Database database) {
    List<View.Encoded> rows = new ArrayList<>(scan(database, View.MOST_ROWS, FinalViews::encoded));
    rows.sort(Comparator.comparing(View.Encoded::key));
    long more = Math.max(0, database.size() - View.MOST_ROWS);
    return new View.Encodings(List.copyOf(rows), more);
  }

  private static View.Encoded encoded(EntryView entry) {
    if (entry.type() == Value.Type.STRING) return null;
    List<Long> nodes = FinalValues.packs(entry.value());
    int more = FinalValues.packCount(entry.value()) - nodes.size();
    String key = Shown.text(entry.key());
    return new View.Encoded(key, Entry.encodingOf(entry.entry()), nodes, more);
  }

  // Files

  private View log() {
    LogTail last = disk.last();
    if (last == null) return new View.Unseen("There is no log: appendonly is no.");
    LogTail.Moment now = last.moment();
    String policy = config.show("appendfsync");
    return new View.Log(
        now.name(),
        now.written(),
        now.forced(),
        Base64.getEncoder().encodeToString(now.tail()),
        now.tailFrom(),
        policy,
        keyspace.inSnapshot());
  }

  private View snapshot() {
    Snapshot open = keyspace.snapshot();
    if (open != null) return new View.Snapshot(true, open.count(), open.total(), open.kept());
    return new View.Snapshot(
        false, lastSnapshot.total(), lastSnapshot.total(), lastSnapshot.kept());
  }

  // Memory

  private View memory() {
    Runtime runtime = Runtime.getRuntime();
    long heap = (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE * MEGABYTE;
    return new View.Memory(
        keyspace.memory().used(),
        keyspace.eviction().limit(),
        keyspace.statistics().evicted,
        candidates(keyspace.eviction().lastEvicted()),
        keyspace.eviction().policy().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        heap,
        candidates(keyspace.eviction().pool()));
  }

  private List<View.Candidate> candidates(List<Candidate> candidates) {
    return candidates.stream()
        .map(each -> new View.Candidate(Shown.text(each.key()), why(each.score())))
        .toList();
  }

  private String why(long score) {
    return switch (keyspace.eviction().policy()) {
      case NOEVICTION -> "";
      case ALLKEYS_LRU, VOLATILE_LRU -> "not used for " + score + " s";
      case ALLKEYS_LFU, VOLATILE_LFU -> "its counter of uses was at " + (255 - score);
      case ALLKEYS_RANDOM, VOLATILE_RANDOM -> "by chance";
      case VOLATILE_TTL -> "it had " + score + " ms to live";
    };
  }

  // Clients

  private View waiting() {
    Map<WaitingRoom.Topic, List<Long>> queues =
        engine.dispatcher().waiters().queues(View.MOST_ROWS + 1);
    List<View.Queue> rows =
        queues.entrySet().stream()
            .map(each -> new View.Queue(topic(each.getKey()), each.getValue()))
            .sorted(Comparator.comparing(View.Queue::key))
            .toList();
    int shown = Math.min(rows.size(), View.MOST_ROWS);
    return new View.Waiting(rows.subList(0, shown), rows.size() - shown);
  }

  private static String topic(WaitingRoom.Topic topic) {
    if (!(topic instanceof WaitingRoom.Key(int database, var key))) return topic.toString();
    return database == 0 ? Shown.text(key) : Shown.text(key) + " (database " + database + ")";
  }

  private View turns() {
    return new View.Turns(
        turns, traffic.reads(), engine.dispatcher().processed(), traffic.writes());
  }
}
