package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.WaitingRoom;
import miniredis.keyspace.Database;
import miniredis.keyspace.Keyspace;
import miniredis.resp.Reply;

/**
 * Clients that wait, and what happens when that which they wait for comes.
 *
 * <p>What happens is noted while a command runs, and looked at when the command is over, a whole
 * transaction included: what came and went in between was never there. The topics are served in the
 * order in which something happened to them, and at each those who wait for it are tried in the
 * order in which they came. Whether one is served is decided by its own attempt. Serving one may
 * make something else happen, as BLMOVE does, whose turn comes after.
 *
 * <p>The client that is served goes on with its next request at the end of the loop's turn, never
 * in the middle of another's command. Belongs to the engine's thread.
 */
public final class Waiters implements WaitingRoom {

  /**
   * Written out: one put together by {@link Comparator} takes the server's start six milliseconds.
   */
  private static final Comparator<Waiter> BY_DEADLINE =
      (a, b) ->
          a.deadline != b.deadline
              ? Long.compare(a.deadline, b.deadline)
              : Long.compare(a.number, b.number);

  private static final Comparator<Waiter> BY_NUMBER = (a, b) -> Long.compare(a.number, b.number);

  private final Keyspace keyspace;
  private final Dispatcher dispatcher;
  private final Propagation propagation;
  private final Map<Topic, NavigableSet<Waiter>> waiting = new HashMap<>();
  private final SequencedSet<Topic> ready = new LinkedHashSet<>();
  private final NavigableSet<Waiter> timed = new TreeSet<>(BY_DEADLINE);
  private long numbers;

  /** Whoever is about to be served is asked this once more. */
  private Check again = new Check((_, _, _) -> null);

  Waiters(Keyspace keyspace, Dispatcher dispatcher, Propagation propagation) {
    this.keyspace = keyspace;
    this.dispatcher = dispatcher;
    this.propagation = propagation;
  }

  /** Has those who have waited ask a check before they are served. */
  public void askAgain(Check check) {
    again = check;
  }

  /** How many clients wait with a deadline. */
  public int timed() {
    return timed.size();
  }

  /**
   * Who waits, by what they wait for, in the order in which they came: the ids of the clients.
   *
   * @param most for how many things at the most
   */
  public SequencedMap<Topic, List<Long>> queues(int most) {
    SequencedMap<Topic, List<Long>> queues = new LinkedHashMap<>();
    for (var each : waiting.entrySet()) {
      if (queues.size() == most) break;
      queues.put(each.getKey(), each.getValue().stream().map(one -> one.client.id()).toList());
    }
    return queues;
  }

  // Beginning to wait

  @Override
  public Reply await(
      Call call,
      Collection<Bytes> keys,
      When when,
      long deadline,
      Reply otherwise,
      KeyAttempt attempt) {
    SequencedSet<Topic> topics = new LinkedHashSet<>();
    for (Bytes key : keys) topics.add(new Key(call.client().database(), key));
    Attempt onTopic = (each, topic) -> attempt.on(each, ((Key) topic).key());
    return await(call, topics, when, deadline, otherwise, onTopic);
  }

  @Override
  public Reply await(Call call, Topic topic, long deadline, Reply otherwise, Attempt attempt) {
    SequencedSet<Topic> topics = new LinkedHashSet<>(List.of(topic));
    return await(call, topics, When.THERE, deadline, otherwise, attempt);
  }

  private Reply await(
      Call call,
      SequencedSet<Topic> topics,
      When when,
      long deadline,
      Reply otherwise,
      Attempt attempt) {
    if (!call.client().link().mayBlock() || propagation.isNested()) return otherwise;
    Waiter waiter = new Waiter(call, topics, when, deadline, attempt, ++numbers);
    for (Topic topic : topics) {
      waiting.computeIfAbsent(topic, _ -> new TreeSet<>(BY_NUMBER)).add(waiter);
    }
    if (deadline != NEVER) timed.add(waiter);
    call.client().attach(Waiting.class, waiter);
    call.client().link().block();
    return Reply.NONE;
  }

  // What happens

  @Override
  public void happened(Topic topic) {
    if (waiting.containsKey(topic)) ready.add(topic);
  }

  /** A key has changed, come or gone. */
  void changed(Database database, Bytes key) {
    if (!waiting.isEmpty()) happened(new Key(database.index(), key));
  }

  /** All keys have gone; or two databases were exchanged, and what is waited for may be there. */
  void flushed(Database database) {
    for (Topic topic : waiting.keySet()) {
      if (topic instanceof Key(int number, Bytes _) && number == database.index()) ready.add(topic);
    }
  }

  // Serving

  /** Whether something has happened that someone waits for. */
  boolean isReady() {
    return !ready.isEmpty();
  }

  /** Serves those who wait for what has happened. */
  void serve() {
    while (!ready.isEmpty()) {
      Topic topic = ready.removeFirst();
      for (Waiter waiter = first(topic); waiter != null; waiter = after(topic, waiter)) {
        if (waiter.wants(topic)) waiter.tryOn(topic);
      }
    }
  }

  private Waiter first(Topic topic) {
    NavigableSet<Waiter> queue = waiting.get(topic);
    return queue == null ? null : queue.first();
  }

  /** Whoever was served has left the queue, and so have those who were killed meanwhile. */
  private Waiter after(Topic topic, Waiter waiter) {
    NavigableSet<Waiter> queue = waiting.get(topic);
    return queue == null ? null : queue.higher(waiter);
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
    private final Set<Topic> topics;
    private final When when;
    private final long deadline;
    private final Attempt attempt;
    private final long number;

    Waiter(Call call, Set<Topic> topics, When when, long deadline, Attempt attempt, long number) {
      this.client = call.client();
      this.command = call.command();
      this.request = call.args();
      this.topics = topics;
      this.when = when;
      this.deadline = deadline;
      this.attempt = attempt;
      this.number = number;
    }

    /**
     * Whether it makes sense to try, as far as that can be known without trying. A key that came
     * dead, as SET with a deadline in the past makes it, is left for others to find.
     */
    boolean wants(Topic topic) {
      if (when == When.THERE_OR_GONE || !(topic instanceof Key(int database, Bytes key)))
        return true;
      return keyspace.database(database).lives(key);
    }

    void tryOn(Topic topic) {
      Reply refusal = dispatcher.refusal(again, client, command, request);
      if (refusal != null) {
        goOn(refusal);
        return;
      }
      Call call = new Call(client, command, request, keyspace);
      Reply reply = dispatcher.perform(call, served -> attempt.on(served, topic));
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
      for (Topic topic : topics) {
        NavigableSet<Waiter> queue = waiting.get(topic);
        if (queue == null) continue;
        queue.remove(this);
        if (queue.isEmpty()) waiting.remove(topic);
      }
    }
  }
}
