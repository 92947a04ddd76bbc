package miniredis.command;

import module java.base;

/** The families, as COMMAND DOCS names them. */
public enum Group {
  BITMAP(Category.BITMAP),
  CLUSTER(null),
  CONNECTION(Category.CONNECTION),
  GENERIC(Category.KEYSPACE),
  GEO(Category.GEO),
  HASH(Category.HASH),
  HYPERLOGLOG(Category.HYPERLOGLOG),
  LIST(Category.LIST),
  PUBSUB(Category.PUBSUB),
  SCRIPTING(Category.SCRIPTING),
  SERVER(null),
  SET(Category.SET),
  SORTED_SET(Category.SORTEDSET),
  STREAM(Category.STREAM),
  STRING(Category.STRING),
  TRANSACTIONS(Category.TRANSACTION);

  private final Category category;

  Group(Category category) {
    this.category = category;
  }

  /** The ACL category of most commands of the family, or null. */
  public Category category() {
    return category;
  }

  /** The word in COMMAND DOCS. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
