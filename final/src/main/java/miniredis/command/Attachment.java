package miniredis.command;

/**
 * What a family keeps for one client: its subscriptions, the keys it watches. It is attached with
 * {@link Client#attach}, and told when the client leaves or is reset.
 */
public interface Attachment {

  /** Gives back all that is held for the client. May be called more than once. */
  void end();

  /** Adds what only this family knows to what CLIENT LIST shows. */
  default void describe(ClientFacts facts) {}
}
