package miniredis.command;

/**
 * What a family keeps for one connection: its subscriptions, the keys it watches. It is attached
 * with {@link Session#attach}, and told when the connection ends or is reset.
 */
public interface SessionState {

  /** Gives back all that is held for the connection. May be called more than once. */
  void end();

  /** Adds what only this family knows to what CLIENT LIST shows. */
  default void describe(ClientFacts facts) {}
}
