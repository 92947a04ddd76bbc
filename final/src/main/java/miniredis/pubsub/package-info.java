/**
 * Publish and subscribe, and the messages that tell of keys.
 *
 * <p>May import {@code engine}, {@code config} and what is above them. Start at {@link
 * miniredis.pubsub.PubSub}.
 */
package miniredis.pubsub;
