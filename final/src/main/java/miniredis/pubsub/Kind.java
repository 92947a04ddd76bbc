package miniredis.pubsub;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/** What one can subscribe to, and how its messages look. */
public enum Kind {
  /** A channel by its name. */
  CHANNEL(""),
  /** All channels whose names match a pattern. */
  PATTERN("p"),
  /** A channel of a shard; without a cluster a world of its own, and otherwise as a channel. */
  SHARD("s");

  private final Reply message;
  private final Reply subscribed;
  private final Reply unsubscribed;

  Kind(String prefix) {
    message = Reply.bulk(prefix + "message");
    subscribed = Reply.bulk(prefix + "subscribe");
    unsubscribed = Reply.bulk(prefix + "unsubscribe");
  }

  /** A message on a channel that was subscribed to by name. */
  Reply message(Bytes channel, Bytes text) {
    return new Reply.Push(List.of(message, Reply.bulk(channel), Reply.bulk(text)));
  }

  /** A message on a channel that a pattern matches. */
  Reply message(Bytes pattern, Bytes channel, Bytes text) {
    return new Reply.Push(
        List.of(message, Reply.bulk(pattern), Reply.bulk(channel), Reply.bulk(text)));
  }

  /** Says that a subscription has begun, and how many there are now. */
  Reply subscribed(Bytes name, int count) {
    return new Reply.Push(List.of(subscribed, Reply.bulk(name), Reply.integer(count)));
  }

  /** Says that one has ended, or with null for the name that there was none. */
  Reply unsubscribed(Bytes name, int count) {
    return new Reply.Push(List.of(unsubscribed, Reply.bulk(name), Reply.integer(count)));
  }
}
