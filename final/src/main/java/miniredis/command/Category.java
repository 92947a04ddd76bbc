package miniredis.command;

import module java.base;

/** The ACL categories, in the order in which COMMAND INFO lists them. */
public enum Category {
  KEYSPACE,
  READ,
  WRITE,
  SET,
  SORTEDSET,
  LIST,
  HASH,
  STRING,
  BITMAP,
  HYPERLOGLOG,
  GEO,
  STREAM,
  PUBSUB,
  ADMIN,
  FAST,
  SLOW,
  BLOCKING,
  DANGEROUS,
  CONNECTION,
  TRANSACTION,
  SCRIPTING;

  /** The word without the at sign: {@code keyspace}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
