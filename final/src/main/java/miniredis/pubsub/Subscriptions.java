package miniredis.pubsub;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Attachment;
import miniredis.command.Client;
import miniredis.command.ClientFacts;
import miniredis.resp.Reply;

/** What one client listens to. It is attached to its client as long as that is anything. */
final class Subscriptions implements Attachment {

  /** About what one takes beside its name: an entry here, and one on the board. */
  private static final int ENTRY_BYTES = 160;

  private final PubSub pubSub;
  private final Client client;
  private final Map<Kind, Set<Bytes>> names = new EnumMap<>(Kind.class);
  private long bytes;

  Subscriptions(PubSub pubSub, Client client) {
    this.pubSub = pubSub;
    this.client = client;
    for (Kind kind : Kind.values()) names.put(kind, new LinkedHashSet<>(0));
  }

  void add(Kind kind, Bytes name) {
    if (!names.get(kind).add(name)) return;
    pubSub.board(kind).add(name, this);
    bytes += ENTRY_BYTES + name.length();
  }

  void remove(Kind kind, Bytes name) {
    if (!names.get(kind).remove(name)) return;
    pubSub.board(kind).remove(name, this);
    bytes -= ENTRY_BYTES + name.length();
  }

  /** The names of one kind. They may be removed meanwhile. */
  List<Bytes> names(Kind kind) {
    return List.copyOf(names.get(kind));
  }

  /** How many there are, as a client is told: channels and patterns together, shards alone. */
  int count(Kind kind) {
    if (kind == Kind.SHARD) return size(Kind.SHARD);
    return size(Kind.CHANNEL) + size(Kind.PATTERN);
  }

  private int size(Kind kind) {
    return names.get(kind).size();
  }

  boolean isEmpty() {
    return count(Kind.CHANNEL) + count(Kind.SHARD) == 0;
  }

  void send(Reply message) {
    client.link().push(message);
  }

  @Override
  public void describe(ClientFacts facts) {
    facts.flags.append('P');
    facts.channels = size(Kind.CHANNEL);
    facts.patterns = size(Kind.PATTERN);
    facts.shardChannels = size(Kind.SHARD);
    facts.subscriptionBytes = bytes;
  }

  /** The client leaves or is reset. */
  @Override
  public void end() {
    for (Kind kind : Kind.values()) for (Bytes name : names(kind)) remove(kind, name);
    pubSub.reconsider();
  }
}
