package miniredis.pubsub;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.MAY_REPLICATE;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.PUBSUB;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Glob;
import miniredis.command.Access;
import miniredis.command.Call;
import miniredis.command.Channels;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.engine.Propagation;
import miniredis.resp.Reply;

/** SUBSCRIBE, PUBLISH and their relatives. */
public final class PubSubCommands {

  private static final String SHARDS_SINCE = "7.0.0";

  private final PubSub pubSub;
  private final Propagation propagation;

  public PubSubCommands(PubSub pubSub, Propagation propagation) {
    this.pubSub = pubSub;
    this.propagation = propagation;
  }

  public void addTo(CommandTable table) {
    table.group(Group.PUBSUB);
    addSubscribing(table);
    addPublishing(table);
    addQuestions(table);
  }

  private void addSubscribing(CommandTable table) {
    subscribing(table, "SUBSCRIBE", atLeast(2), subscribe(Kind.CHANNEL))
        .channels(Channels.ALL)
        .summary("Listens to channels")
        .complexity("O(N), N channels")
        .syntax("channel [channel ...]");
    subscribing(table, "UNSUBSCRIBE", atLeast(1), unsubscribe(Kind.CHANNEL))
        .summary("Listens no longer to some channels, or to any")
        .complexity("O(N), N channels")
        .syntax("[channel [channel ...]]");
    subscribing(table, "PSUBSCRIBE", atLeast(2), subscribe(Kind.PATTERN))
        .channels(Channels.PATTERNS)
        .summary("Listens to all channels whose names match a pattern")
        .complexity("O(N), N patterns")
        .syntax("pattern [pattern ...]");
    subscribing(table, "PUNSUBSCRIBE", atLeast(1), unsubscribe(Kind.PATTERN))
        .summary("Listens no longer to what matches some patterns, or any")
        .complexity("O(N), N patterns")
        .syntax("[pattern [pattern ...]]");
    subscribing(table, "SSUBSCRIBE", atLeast(2), this::subscribeToShard)
        .channels(Channels.ALL)
        .keys(1, -1, 1, Access.NOT_KEY)
        .summary("Listens to channels of a shard")
        .since(SHARDS_SINCE)
        .complexity("O(N), N channels")
        .syntax("shardchannel [shardchannel ...]");
    subscribing(table, "SUNSUBSCRIBE", atLeast(1), unsubscribe(Kind.SHARD))
        .keys(1, -1, 1, Access.NOT_KEY)
        .summary("Listens no longer to some channels of a shard, or to any")
        .since(SHARDS_SINCE)
        .complexity("O(N), N channels")
        .syntax("[shardchannel [shardchannel ...]]");
  }

  private static Command subscribing(CommandTable table, String name, int arity, Handler handler) {
    return table
        .add(name, arity, handler, PUBSUB, NOSCRIPT, LOADING, STALE)
        .forSubscribers()
        .since("2.0.0");
  }

  private void addPublishing(CommandTable table) {
    table
        .add("PUBLISH", 3, this::publish, PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
        .channels(Channels.FIRST)
        .summary("Sends a message to all who listen to a channel")
        .since("2.0.0")
        .complexity("O(N+M), N who listen to the channel, M patterns of anybody")
        .syntax("channel message");
    table
        .add("SPUBLISH", 3, this::publishToShard, PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
        .channels(Channels.FIRST)
        .keys(1, 1, 1, Access.NOT_KEY)
        .summary("Sends a message to all who listen to a channel of a shard")
        .since(SHARDS_SINCE)
        .complexity("O(N), N who listen to the channel")
        .syntax("shardchannel message");
  }

  private void addQuestions(CommandTable table) {
    table.addContainer("PUBSUB").noCategory().summary("Tells what is listened to").since("2.8.0");
    question(table, "CHANNELS", atLeast(2), channels(Kind.CHANNEL))
        .summary("Lists channels that somebody listens to by name")
        .complexity("O(N), N channels")
        .syntax("[pattern]");
    table.addHelp("PUBSUB").noCategory().since("6.2.0");
    question(table, "NUMPAT", 2, this::patterns).summary("Counts the patterns of all clients");
    question(table, "NUMSUB", atLeast(2), listeners(Kind.CHANNEL))
        .summary("Counts who listens to channels by name")
        .complexity("O(N), N channels asked for")
        .syntax("[channel [channel ...]]");
    question(table, "SHARDCHANNELS", atLeast(2), channels(Kind.SHARD))
        .summary("Lists channels of the shard that somebody listens to")
        .since(SHARDS_SINCE)
        .complexity("O(N), N channels")
        .syntax("[pattern]");
    question(table, "SHARDNUMSUB", atLeast(2), listeners(Kind.SHARD))
        .summary("Counts who listens to channels of the shard")
        .since(SHARDS_SINCE)
        .complexity("O(N), N channels asked for")
        .syntax("[shardchannel [shardchannel ...]]");
  }

  private static Command question(CommandTable table, String name, int arity, Handler handler) {
    return table.add("PUBSUB|" + name, arity, handler, PUBSUB, LOADING, STALE).since("2.8.0");
  }

  private Handler subscribe(Kind kind) {
    return call -> pubSub.subscribe(call.client(), kind, call.from(1));
  }

  /** In a transaction this is refused, unlike its relatives: one of Redis's oddities. */
  private Reply subscribeToShard(Call call) {
    if (propagation.isNested()) throw new CommandException(Errors.SHARD_INSIDE);
    return subscribe(Kind.SHARD).handle(call);
  }

  private Handler unsubscribe(Kind kind) {
    return call -> pubSub.unsubscribe(call.client(), kind, call.from(1));
  }

  private Reply publish(Call call) {
    return Reply.integer(pubSub.publish(call.arg(1), call.arg(2)));
  }

  private Reply publishToShard(Call call) {
    return Reply.integer(pubSub.publishToShard(call.arg(1), call.arg(2)));
  }

  private Handler channels(Kind kind) {
    return call -> {
      if (call.size() > 3) throw Errors.wrongSubcommand(call.arg(1), "PUBSUB");
      Stream<Bytes> names = pubSub.board(kind).names().stream();
      if (call.size() == 3) names = names.filter(name -> Glob.matches(call.arg(2), name));
      return Reply.bulks(names.toList());
    };
  }

  private Reply patterns(Call call) {
    return Reply.integer(pubSub.count(Kind.PATTERN));
  }

  private Handler listeners(Kind kind) {
    return call -> {
      List<Reply> counts = new ArrayList<>();
      for (Bytes name : call.rest()) {
        counts.add(Reply.bulk(name));
        counts.add(Reply.integer(pubSub.board(kind).of(name).size()));
      }
      return Reply.array(counts);
    };
  }
}
