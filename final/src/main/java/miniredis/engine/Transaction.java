package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Attachment;
import miniredis.command.Client;
import miniredis.command.ClientFacts;
import miniredis.command.Command;
import miniredis.command.WaitingRoom.Key;
import miniredis.keyspace.Database;
import miniredis.keyspace.Keyspace;

/** What one client has queued since MULTI, and which keys it watches. */
final class Transaction implements Attachment {

  record Queued(Command command, Bytes[] request) {}

  /** About what a queued request takes beside its arguments. */
  private static final int REQUEST_BYTES = 64;

  private final Transactions all;
  private final Client client;

  /** The keys that are watched, and whether each was there when that began. */
  private final Map<Key, Boolean> watched = new HashMap<>();

  /** Those of them that were dead then, and still there: that they go is no change. */
  private final Set<Key> dead = new HashSet<>();

  List<Queued> queue = new ArrayList<>();
  boolean isOpen;

  /** What EXEC runs at this moment: no longer queued, but still shown as if it were; or null. */
  List<Queued> running;

  /** Whether a command was refused while it was queued. */
  boolean isSpoiled;

  /** Whether a key that is watched has changed. */
  private boolean touched;

  private long bytes;

  Transaction(Transactions all, Client client) {
    this.all = all;
    this.client = client;
  }

  void open() {
    isOpen = true;
    all.opened();
  }

  void add(Command command, Bytes[] request) {
    queue.add(new Queued(command, request));
    bytes += bytes(request);
    client.queued(command.flags());
  }

  private static long bytes(Bytes[] request) {
    long bytes = REQUEST_BYTES;
    for (Bytes each : request) bytes += each.length();
    return bytes;
  }

  /** It is about to run, or is given up, or its client leaves; the next one begins anew. */
  @Override
  public void end() {
    unwatch();
    client.forgetQueued();
    queue = new ArrayList<>();
    bytes = 0;
    isSpoiled = false;
    if (!isOpen) return;
    isOpen = false;
    all.closed();
  }

  // Watching

  /** Once something has changed, EXEC will run nothing: there is no need to watch more. */
  void watch(Database database, Bytes key) {
    if (touched) return;
    Key place = new Key(database.index(), key);
    if (database.holdsDead(key) && !watched.containsKey(place)) dead.add(place);
    if (watched.putIfAbsent(place, isThere(database, key)) == null) all.watch(place, this);
  }

  /** A dead key stays where it is, as in Redis; dead fields of a hash go, and that is a change. */
  private static boolean isThere(Database database, Bytes key) {
    return database.lives(key) && database.exists(key);
  }

  void unwatch() {
    for (Key each : watched.keySet()) all.unwatch(each, this);
    watched.clear();
    dead.clear();
    touched = false;
  }

  void touch() {
    touched = true;
  }

  /** A key that is watched has changed, or is no longer there. */
  void changed(Key place, boolean isThere) {
    if (isThere || !dead.remove(place)) touch();
  }

  /** Whether the key was there when it was watched first. */
  boolean saw(Key key) {
    return watched.get(key);
  }

  /** A key whose deadline has passed unnoticed has changed, too. */
  boolean isTouched(Keyspace keyspace) {
    for (Key each : List.copyOf(watched.keySet())) {
      boolean there = isThere(keyspace.database(each.database()), each.key());
      if (saw(each) && !there) touched = true;
    }
    return touched;
  }

  @Override
  public void describe(ClientFacts facts) {
    if (isOpen) describe(facts, queue.size(), bytes);
    else if (running != null) {
      long sum = running.stream().mapToLong(each -> bytes(each.request())).sum();
      describe(facts, running.size(), sum);
    }
    if (touched) facts.flags.append('d');
  }

  private static void describe(ClientFacts facts, int commands, long bytes) {
    facts.flags.append('x');
    facts.queued = commands;
    facts.queuedBytes = bytes;
  }
}
