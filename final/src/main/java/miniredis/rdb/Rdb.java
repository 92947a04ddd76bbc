package miniredis.rdb;

/** The numbers that mark things in an RDB file, with Redis's names. */
public final class Rdb {

  /** The version that is written. */
  public static final int VERSION = 10;

  /** The newest version that is read: what Redis 7.2 writes. */
  public static final int NEWEST = 11;

  /** The version of a DUMP of a hash with deadlines of its fields: that of Redis 7.4. */
  public static final int WITH_TIMED_FIELDS = 12;

  // What stands before a key, or in its place.
  public static final int FUNCTION2 = 245;
  public static final int FUNCTION_PRE_GA = 246;
  public static final int MODULE_AUX = 247;
  public static final int IDLE = 248;
  public static final int FREQ = 249;
  public static final int AUX = 250;
  public static final int RESIZEDB = 251;
  public static final int EXPIRETIME_MS = 252;
  public static final int EXPIRETIME = 253;
  public static final int SELECTDB = 254;
  public static final int EOF = 255;

  // A length whose first two bits are 11 is none: the other six bits say how the string is kept.
  public static final int INT8 = 0;
  public static final int INT16 = 1;
  public static final int INT32 = 2;
  public static final int LZF = 3;

  private Rdb() {}
}
