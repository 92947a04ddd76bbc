package miniredis.command;

import module java.base;

/**
 * What the server must know of a command before running it; the names are those of COMMAND INFO.
 */
public enum Flag {
  WRITE(Category.WRITE),
  READONLY(Category.READ),
  DENYOOM,
  MODULE,
  ADMIN(Category.ADMIN),
  PUBSUB(Category.PUBSUB),
  NOSCRIPT,
  BLOCKING(Category.BLOCKING),
  LOADING,
  STALE,
  SKIP_MONITOR,
  SKIP_SLOWLOG,
  ASKING,
  FAST(Category.FAST),
  NO_AUTH,
  MAY_REPLICATE,
  NO_MANDATORY_KEYS,
  NO_ASYNC_LOADING,
  NO_MULTI,
  MOVABLEKEYS,
  ALLOW_BUSY;

  private final Category category;

  Flag() {
    this(null);
  }

  Flag(Category category) {
    this.category = category;
  }

  /** The ACL category that follows from the flag, or null. */
  public Category category() {
    return category;
  }

  /** Whether COMMAND INFO tells of it; of one Redis 7.0 keeps quiet. */
  public boolean isTold() {
    return this != MAY_REPLICATE;
  }

  /** The word in COMMAND INFO. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
