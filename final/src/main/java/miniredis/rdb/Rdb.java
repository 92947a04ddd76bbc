package miniredis.rdb;

/** The numbers that mark things in an RDB file, with Redis's names. */
public final class Rdb {

  /** The version that is written. */
  public static final int VERSION = 10;

  /** The newest version that is read: what Redis 7.2 writes. */
  public static final int NEWEST = 11;

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

  // The types of values.
  public static final int STRING = 0;
  public static final int LIST = 1;
  public static final int HASH = 4;
  public static final int HASH_ZIPMAP = 9;
  public static final int LIST_ZIPLIST = 10;
  public static final int HASH_ZIPLIST = 13;
  public static final int LIST_QUICKLIST = 14;
  public static final int HASH_LISTPACK = 16;
  public static final int LIST_QUICKLIST_2 = 18;

  // A length whose first two bits are 11 is none: the other six bits say how the string is kept.
  public static final int INT8 = 0;
  public static final int INT16 = 1;
  public static final int INT32 = 2;
  public static final int LZF = 3;

  // The two kinds of nodes of a quicklist.
  public static final int PLAIN_NODE = 1;
  public static final int PACKED_NODE = 2;

  private Rdb() {}

  /** What a value of this type is, for messages. */
  public static String typeName(int type) {
    return switch (type) {
      case STRING -> "string";
      case LIST, LIST_ZIPLIST, LIST_QUICKLIST, LIST_QUICKLIST_2 -> "list";
      case HASH, HASH_ZIPMAP, HASH_ZIPLIST, HASH_LISTPACK -> "hash";
      case 2, 11, 20 -> "set";
      case 3, 5, 12, 17 -> "sorted set";
      case 6, 7 -> "module value";
      case 15, 19, 21 -> "stream";
      default -> "unknown type " + type;
    };
  }
}
