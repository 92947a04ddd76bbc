package miniredis.config;

/** The classes of clients that have output limits of their own. */
public enum ClientClass {
  NORMAL,
  REPLICA,
  PUBSUB
}
