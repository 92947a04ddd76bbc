package miniredis.scripting;

import miniredis.bytes.Bytes;

/** Reads MessagePack and pushes what it says as values of Lua. */
final class MessageUnpacker {

  private static final int DEEPEST = 1000;

  private final Bytes data;
  private final Frame frame;
  private int at;

  MessageUnpacker(Bytes data, int from, Frame frame) {
    this.data = data;
    this.frame = frame;
    at = from;
  }

  boolean hasMore() {
    return at < data.length();
  }

  int at() {
    return at;
  }

  /** Pushes the next value. */
  void unpack(int depth) {
    need(1);
    frame.room(4);
    if (depth > DEEPEST) throw new LuaError("Bad data format in input.");
    int type = data.at(at) & 0xFF;
    if (type < 0x80) small(type);
    else if (type >= 0xe0) small((byte) type);
    else if (type < 0x90) map(1, type & 15, depth);
    else if (type < 0xa0) array(1, type & 15, depth);
    else if (type < 0xc0) string(1, type & 31);
    else large(type, depth);
  }

  private void small(int number) {
    at++;
    frame.push((double) number);
  }

  private void large(int type, int depth) {
    switch (type) {
      case 0xc0 -> constant(frame::pushNil);
      case 0xc2 -> constant(() -> frame.push(false));
      case 0xc3 -> constant(() -> frame.push(true));
      case 0xca -> number(4, Float.intBitsToFloat((int) bits(4)));
      case 0xcb -> number(8, Double.longBitsToDouble(bits(8)));
      case 0xcc -> number(1, bits(1));
      case 0xcd -> number(2, bits(2));
      case 0xce -> number(4, bits(4));
      // A large number without a sign comes out negative, as in Redis.
      case 0xcf -> number(8, bits(8));
      case 0xd0 -> number(1, (byte) bits(1));
      case 0xd1 -> number(2, (short) bits(2));
      case 0xd2 -> number(4, (int) bits(4));
      case 0xd3 -> number(8, bits(8));
      case 0xd9 -> string(2, bits(1));
      case 0xda -> string(3, bits(2));
      case 0xdb -> string(5, bits(4));
      case 0xdc -> array(3, bits(2), depth);
      case 0xdd -> array(5, bits(4), depth);
      case 0xde -> map(3, bits(2), depth);
      case 0xdf -> map(5, bits(4), depth);
      default -> throw new LuaError("Bad data format in input.");
    }
  }

  private void need(long bytes) {
    if (data.length() - at < bytes) throw new LuaError("Missing bytes in input.");
  }

  private void constant(Runnable push) {
    at++;
    push.run();
  }

  private void number(int bytes, double value) {
    at += 1 + bytes;
    frame.push(value);
  }

  /** The bytes after the type, of which the highest comes first. */
  private long bits(int bytes) {
    need(1L + bytes);
    long bits = 0;
    for (int i = 1; i <= bytes; i++) bits = bits << 8 | data.at(at + i) & 0xFF;
    return bits;
  }

  private void string(int head, long length) {
    need(head + length);
    frame.push(data.slice(at + head, at + head + (int) length));
    at += head + (int) length;
  }

  private void array(int head, long length, int depth) {
    at += head;
    frame.pushTable(0, 0);
    for (long i = 1; i <= length; i++) {
      unpack(depth + 1);
      frame.set(-2, (int) i);
    }
  }

  private void map(int head, long length, int depth) {
    at += head;
    frame.pushTable(0, 0);
    for (long i = 0; i < length; i++) {
      unpack(depth + 1);
      unpack(depth + 1);
      frame.checkKey(-2);
      frame.set(-3);
    }
  }
}
