package miniredis.pubsub;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Glob;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.Errors;
import miniredis.engine.Check;
import miniredis.resp.Reply;

/**
 * Who listens to which channels, and how a message gets to them.
 *
 * <p>Nothing is kept: a message is added to the output of those who listen at that moment, before
 * the command that publishes it has ended, and goes out with all else at the end of the loop's
 * turn. Whoever does not read gets more and more of it, and is cut off in the end by the limits for
 * its output; the publisher does not notice.
 *
 * <p>Belongs to the engine's thread.
 */
public final class PubSub {

  /** The protocol in which a message looks like any array. */
  private static final int TELLS_NO_MESSAGES = 2;

  private final Board channels = new Board();
  private final Board patterns = new Board();
  private final Board shards = new Board();
  private final Check check = new Check(this::before);

  Board board(Kind kind) {
    return switch (kind) {
      case CHANNEL -> channels;
      case PATTERN -> patterns;
      case SHARD -> shards;
    };
  }

  /** How many names of a kind are listened to. */
  public int count(Kind kind) {
    return board(kind).size();
  }

  /** Whether a message could reach anybody. */
  boolean isHeard() {
    return !channels.isEmpty() || !patterns.isEmpty();
  }

  /**
   * Sends a message to all who listen to a channel, by its name or by a pattern; one who does both
   * gets it twice. Returns how often it was sent.
   */
  int publish(Bytes channel, Bytes text) {
    int sent = send(channels.of(channel), Kind.CHANNEL.message(channel, text));
    for (Bytes pattern : patterns.names()) {
      if (!Glob.matches(pattern, channel)) continue;
      sent += send(patterns.of(pattern), Kind.PATTERN.message(pattern, channel, text));
    }
    return sent;
  }

  /** The same on a channel of a shard. */
  int publishToShard(Bytes channel, Bytes text) {
    return send(shards.of(channel), Kind.SHARD.message(channel, text));
  }

  private static int send(Set<Subscriptions> listeners, Reply message) {
    for (Subscriptions each : listeners) each.send(message);
    return listeners.size();
  }

  /** What a client listens to, of one kind. */
  public List<Bytes> names(Client client, Kind kind) {
    Subscriptions some = client.attachment(Subscriptions.class);
    return some == null ? List.of() : some.names(kind);
  }

  // Subscribing

  /** Subscribes a client to names, and says so for each. */
  Reply subscribe(Client client, Kind kind, List<Bytes> names) {
    Subscriptions mine = client.attachment(Subscriptions.class);
    if (mine == null) mine = begun(client);
    List<Reply> said = new ArrayList<>();
    for (Bytes name : names) {
      mine.add(kind, name);
      said.add(kind.subscribed(name, mine.count(kind)));
    }
    return new Reply.Several(said);
  }

  private Subscriptions begun(Client client) {
    Subscriptions begun = new Subscriptions(this, client);
    client.attach(Subscriptions.class, begun);
    client.subscriber(true);
    check.stand(true);
    return begun;
  }

  /** Takes names off a client's list, or all of a kind if none are given, and says so for each. */
  Reply unsubscribe(Client client, Kind kind, List<Bytes> names) {
    Subscriptions mine = client.attachment(Subscriptions.class);
    if (mine == null) mine = new Subscriptions(this, client);
    List<Bytes> wanted = names.isEmpty() ? mine.names(kind) : names;
    List<Reply> said = new ArrayList<>();
    for (Bytes name : wanted) {
      mine.remove(kind, name);
      said.add(kind.unsubscribed(name, mine.count(kind)));
    }
    if (said.isEmpty()) said.add(kind.unsubscribed(null, mine.count(kind)));
    if (mine.isEmpty()) ended(client);
    return new Reply.Several(said);
  }

  private void ended(Client client) {
    client.attach(Subscriptions.class, null);
    client.subscriber(false);
    reconsider();
  }

  // What subscribers may not

  /** Refuses what a subscriber could not tell the reply of from a message. */
  public Check check() {
    return check;
  }

  /** To be called when somebody may have been the last to listen. */
  void reconsider() {
    check.stand(isHeard() || !shards.isEmpty());
  }

  private Reply before(Client client, Command command, Bytes[] request) {
    boolean narrowed = client.isSubscriber() && client.protocol() == TELLS_NO_MESSAGES;
    if (narrowed && !command.isForSubscribers()) throw Errors.subscribed(command.name());
    return null;
  }
}
