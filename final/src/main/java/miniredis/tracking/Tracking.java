package miniredis.tracking;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.Flag;
import miniredis.command.Group;
import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.engine.Check;
import miniredis.engine.Dispatcher;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.Listeners;
import miniredis.engine.Witness;
import miniredis.keyspace.Database;
import miniredis.resp.Reply;

/**
 * Tells clients that what they have read is no longer true.
 *
 * <pre>
 *   client reads a key   ->  the key's entry in the table gets the client's id
 *   the key changes      ->  each client of the entry is told, and the entry goes
 *   the client reads it again, if it wants to hear of the next change
 * </pre>
 *
 * With BCAST nothing is remembered: a client is told of every change of a key that begins with one
 * of its prefixes.
 *
 * <p>A message about what another client does is sent at once, so it comes before the reply to
 * whatever its receiver has asked for; one about what the receiver itself does comes after the
 * reply, because it must not stand in the middle of it. What is broadcast comes at the end of the
 * loop's turn.
 *
 * <p>While nobody tracks, nothing here is called. Belongs to the engine's thread.
 */
public final class Tracking implements Witness {

  private static final Reply INVALIDATE = Reply.bulk("invalidate");
  private static final Reply BROKEN = Reply.bulk("tracking-redir-broken");
  private static final Reply MESSAGE = Reply.bulk("message");
  private static final Reply CHANNEL = Reply.bulk("__redis__:invalidate");

  /** The first protocol in which a message cannot be taken for a reply. */
  private static final int TELLS_MESSAGES = 3;

  /** So many keys are forgotten before a command if there are too many, and more the next time. */
  private static final int EFFORT = 100;

  private final Engine engine;
  private final Dispatcher dispatcher;
  private final LongFunction<Client> clients;
  private final Setting<Long> mostKeys;
  private final Listeners.OfKey listener = this::changed;
  private final Check limitCheck = new Check((_, _, _) -> limit());
  private final Map<Long, Tracker> trackers = new LinkedHashMap<>();
  private final KeyTable table = new KeyTable();
  private final Broadcasts broadcasts = new Broadcasts();

  /** What the client whose command runs is to be told after the reply: keys, or null. */
  private record Pending(Tracker tracker, Reply what) {}

  private final List<Pending> pending = new ArrayList<>();

  private int roundsOverLimit;
  private Command container;
  private boolean listening;

  /** {@code clients} finds a client by its id, or gives null. */
  public Tracking(Engine engine, LongFunction<Client> clients, Config config) {
    this.engine = engine;
    this.clients = clients;
    dispatcher = engine.dispatcher();
    mostKeys = config.number("tracking-table-max-keys");
    engine.listeners().whenEmptied(this::emptied);
    engine.listeners().whenExpired(this::changedByItself);
    engine.listeners().whenEvicted(this::changedByItself);
    engine.beforeReplies(() -> broadcasts.tell(this::send));
  }

  /** Keeps the table below its limit; to be asked where memory is, and refuses nothing. */
  public Check limitCheck() {
    return limitCheck;
  }

  /** {@code container} is CLIENT: after its subcommands, what CLIENT CACHING said still holds. */
  void container(Command container) {
    this.container = container;
  }

  Client find(long id) {
    return clients.apply(id);
  }

  Broadcasts broadcasts() {
    return broadcasts;
  }

  // On and off

  void turnOn(Client client, TrackingOptions options) {
    Tracker tracker = client.attachment(Tracker.class);
    options.check(tracker);
    if (tracker == null) {
      tracker = new Tracker(this, client);
      client.attach(Tracker.class, tracker);
      trackers.put(client.id(), tracker);
    }
    tracker.options(options);
    reconsider();
  }

  void turnOff(Client client) {
    Tracker tracker = client.attachment(Tracker.class);
    client.attach(Tracker.class, null);
    if (tracker != null) tracker.end();
  }

  void ended(Tracker tracker) {
    trackers.remove(tracker.client().id(), tracker);
    reconsider();
  }

  /** As long as there is anything to be told or forgotten, it must be known what happens. */
  private void reconsider() {
    boolean wanted = !trackers.isEmpty() || !table.isEmpty() || !pending.isEmpty();
    limitCheck.stand(!trackers.isEmpty());
    if (wanted == listening) return;
    listening = wanted;
    if (wanted) {
      dispatcher.add(this);
      engine.listeners().whenChanged(listener);
    } else {
      dispatcher.remove(this);
      engine.listeners().forget(listener);
    }
  }

  // Remembering

  @Override
  public void ran(Call call) {
    if (!call.command().is(Flag.READONLY) || call.command().group() == Group.SCRIPTING) return;
    Tracker tracker = call.client().attachment(Tracker.class);
    if (tracker == null || !tracker.remembers()) return;
    for (Bytes key : call.command().keysOf(call.args())) table.add(key, call.client().id());
  }

  @Override
  public void ended(Client client, Command command) {
    if (!pending.isEmpty()) sendPending();
    forgetCaching(client, command);
  }

  /** CLIENT CACHING is about the next request alone, or about all of a transaction. */
  private void forgetCaching(Client client, Command command) {
    Tracker tracker = client.attachment(Tracker.class);
    if (tracker == null || !tracker.caching()) return;
    if (command != null && command.container() == container) return;
    boolean inTransaction = client.facts().queued >= 0;
    if (!inTransaction) tracker.caching(false);
  }

  /** The older a key, the sooner it goes; whoever has read it is told as if it had changed. */
  private Reply limit() {
    long most = mostKeys.get();
    if (most == 0) return null;
    int effort = table.size() > most ? EFFORT * (roundsOverLimit + 1) : 0;
    for (; effort > 0 && table.size() > most; effort--) invalidate(table.oldest());
    roundsOverLimit = table.size() > most ? roundsOverLimit + 1 : 0;
    return null;
  }

  // Telling

  private void changed(Database database, Bytes key) {
    broadcasts.changed(key, dispatcher.current());
    invalidate(key);
  }

  /** Nobody has done it: whoever wants to hear nothing of its own changes hears of this one. */
  private void changedByItself(Database database, Bytes key) {
    if (listening) broadcasts.changed(key, null);
  }

  private void invalidate(Bytes key) {
    table.remove(key, id -> invalidate(id, key));
    if (table.isEmpty() && trackers.isEmpty()) reconsider();
  }

  private void invalidate(long id, Bytes key) {
    Tracker tracker = trackers.get(id);
    if (tracker == null || tracker.options().broadcast()) return;
    boolean own = tracker.client() == dispatcher.current();
    if (own && tracker.options().noLoop()) return;
    tell(tracker, Reply.array(Reply.bulk(key)));
  }

  /** All keys have gone, or all of a database: of a cache that knows no databases, that is all. */
  private void emptied() {
    for (Tracker each : List.copyOf(trackers.values())) tell(each, Reply.NULL);
    table.clear();
    reconsider();
  }

  private void tell(Tracker tracker, Reply what) {
    boolean own = tracker.client() == dispatcher.current() && dispatcher.isExecuting();
    if (own) pending.add(new Pending(tracker, what));
    else send(tracker, what, false);
  }

  private void sendPending() {
    List<Pending> due = List.copyOf(pending);
    pending.clear();
    for (Pending each : due) send(asOfNow(each.tracker), each.what, true);
    reconsider();
  }

  /** A transaction that tracks no longer in its end is still told of what it did before. */
  private Tracker asOfNow(Tracker then) {
    return trackers.getOrDefault(then.client().id(), then);
  }

  private void send(Tracker tracker, Reply what) {
    send(tracker, what, false);
  }

  /** {@code own}: it is about what the tracker's client does at this moment. */
  private void send(Tracker tracker, Reply what, boolean own) {
    long redirect = tracker.options().redirect();
    Client receiver = redirect == 0 ? tracker.client() : find(redirect);
    if (receiver == null) {
      tracker.breakRedirect();
      if (tellsMessages(tracker.client())) {
        push(tracker.client(), own, BROKEN, Reply.integer(redirect));
      }
    } else if (tellsMessages(receiver)) {
      push(receiver, own, INVALIDATE, what);
    } else if (redirect != 0 && receiver.isSubscriber()) {
      push(receiver, own, MESSAGE, CHANNEL, what);
    }
  }

  private static boolean tellsMessages(Client client) {
    return client.protocol() >= TELLS_MESSAGES;
  }

  private void push(Client receiver, boolean own, Reply... items) {
    Reply message = new Reply.Push(List.of(items));
    if (own && receiver == dispatcher.current()) receiver.link().pushAfterReply(message);
    else receiver.link().push(message);
  }

  // What INFO tells

  public int clients() {
    return trackers.size();
  }

  /** How many keys are remembered, pairs of a key and a client, and prefixes. */
  public void addTo(Info.Fields fields) {
    fields
        .add("tracking_total_keys", table.size())
        .add("tracking_total_items", table.items())
        .add("tracking_total_prefixes", broadcasts.prefixes());
  }
}
