package miniredis.command;

import module java.base;

import miniredis.bytes.Bytes;

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

  /** The category of a word in any mixture of cases, or null. */
  public static Category of(Bytes word) {
    for (Category each : values()) if (word.is(each.word())) return each;
    return null;
  }

  /** The word without the at sign: {@code keyspace}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
