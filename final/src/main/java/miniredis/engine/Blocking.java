package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.WaitingRoom;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.keyspace.Keyspace;
import miniredis.keyspace.KeyspaceListener;
import miniredis.resp.Reply;

/**
 * Clients that wait for keys, and what happens when a key comes.
 *
 * <p>A client waits only for keys that are not there, so it is enough to listen for new ones. They
 * are noted while a command runs and looked at when it is over, a whole transaction included: what
 * came and went in between was never there. Then those who wait for a key are tried in the order in
 * which they came, until nothing is left of it. Serving one may make another key, as BLMOVE does,
 * whose turn comes after.
 *
 * <p>The client that is served goes on with its next request at the end of the loop's turn, never
 * in the middle of another's command. Belongs to the engine's thread.
 */
public final class Blocking implements WaitingRoom, KeyspaceListener {

  /** A key of a database. */
  private record Place(int database, Bytes key) {}

  /**
   * Written out: one put together by {@link Comparator} takes the server's start six milliseconds.
   */
  private static final Comparator<Waiter> BY_DEADLINE =
      (a, b) ->
          a.deadline != b.deadline
              ? Long.compare(a.deadline, b.deadline)
              : Long.compare(a.number, b.number);

  private final Keyspace keyspace;
  private final Dispatcher dispatcher;
  private final Map<Place, Set<Waiter>> waiting = new HashMap<>();
  private final SequencedSet<Place> ready = new LinkedHashSet<>();
  private final NavigableSet<Waiter> timed = new TreeSet<>(BY_DEADLINE);
  private long numbers;

  Blocking(Keyspace keyspace, Dispatcher dispatcher) {
    this.keyspace = keyspace;
    this.dispatcher = dispatcher;
  }

  /** How many clients wait with a deadline. */
  public int timed() {
    return timed.size();
  }

  @Override
  public Reply await(
      Call call, Collection<Bytes> keys, long deadline, Reply otherwise, Attempt attempt) {
    if (!call.client().link().mayBlock() || dispatcher.isNested()) return otherwise;
    Waiter waiter = new Waiter(call, keys, deadline, attempt, ++numbers);
    for (Place place : waiter.places) {
      waiting.computeIfAbsent(place, _ -> new LinkedHashSet<>()).add(waiter);
    }
    if (deadline != NEVER) timed.add(waiter);
    call.client().attach(Waiting.class, waiter);
    call.client().link().block();
    return Reply.NONE;
  }

  @Override
  public void event(EventClass type, String event, Database database, Bytes key) {
    if (type == EventClass.NEW && !waiting.isEmpty()) come(new Place(database.index(), key));
  }

  /** Two databases may have been exchanged: keys that are waited for may stand there now. */
  @Override
  public void flushed(Database database) {
    for (Place place : waiting.keySet()) {
      if (place.database == database.index() && database.exists(place.key)) come(place);
    }
  }

  private void come(Place place) {
    if (waiting.containsKey(place)) ready.add(place);
  }

  /** Whether a key has come that someone waits for. */
  boolean isReady() {
    return !ready.isEmpty();
  }

  /** Serves those who wait for the keys that have come. */
  void serve() {
    while (!ready.isEmpty()) {
      Place place = ready.removeFirst();
      Database database = keyspace.database(place.database);
      for (Waiter waiter : List.copyOf(waiting.getOrDefault(place, Set.of()))) {
        if (!database.exists(place.key)) break;
        waiter.tryOn(place.key);
      }
    }
  }

  /** Ends the wait of those whose time is up; called ten times a second, as in Redis. */
  void expire() {
    while (!timed.isEmpty() && timed.first().deadline <= keyspace.now()) {
      timed.first().cancel(null);
    }
  }

  /** One client that waits. */
  private final class Waiter implements Waiting {

    private final Client client;
    private final Command command;
    private final Bytes[] request;
    private final Set<Place> places = new LinkedHashSet<>();
    private final long deadline;
    private final Attempt attempt;
    private final long number;

    Waiter(Call call, Collection<Bytes> keys, long deadline, Attempt attempt, long number) {
      this.client = call.client();
      this.command = call.command();
      this.request = call.args();
      this.deadline = deadline;
      this.attempt = attempt;
      this.number = number;
      for (Bytes key : keys) places.add(new Place(client.database(), key));
    }

    void tryOn(Bytes key) {
      Call call = new Call(client, command, request, keyspace);
      Reply reply = dispatcher.perform(call, served -> attempt.on(served, key));
      if (reply != null) goOn(reply);
    }

    private void goOn(Reply reply) {
      client.attach(Waiting.class, null);
      end();
      client.link().unblock(reply);
    }

    @Override
    public void cancel(Reply instead) {
      goOn(instead == null ? Reply.NULL_ARRAY : instead);
    }

    @Override
    public void end() {
      timed.remove(this);
      for (Place place : places) {
        Set<Waiter> queue = waiting.get(place);
        if (queue == null) continue;
        queue.remove(this);
        if (queue.isEmpty()) waiting.remove(place);
      }
    }
  }
}
