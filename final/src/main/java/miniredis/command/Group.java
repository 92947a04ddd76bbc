package miniredis.command;

/** The families, as COMMAND DOCS names them. */
public enum Group {
  BITMAP,
  CONNECTION,
  GENERIC,
  GEO,
  HASH,
  HYPERLOGLOG,
  LIST,
  PUBSUB,
  SERVER,
  SET,
  SORTED_SET,
  STREAM,
  STRING,
  TRANSACTIONS;

  /** The word in COMMAND DOCS. */
  public String word() {
    return name().toLowerCase().replace('_', '-');
  }
}
