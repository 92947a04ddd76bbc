package miniredis.scripting;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;

/** Writes values of Lua as MessagePack, each number in as few bytes as will do. */
final class MessagePacker {

  /** A table deeper than this is written as nil. */
  private static final int DEEPEST = 16;

  private final Frame frame;
  private final BytesBuilder out;

  MessagePacker(Frame frame, BytesBuilder out) {
    this.frame = frame;
    this.out = out;
  }

  /** Writes the value on top of the stack, and takes it away. */
  void pack(int depth) {
    int type = frame.type(-1);
    if (type == Frame.TABLE && depth == DEEPEST) type = Frame.NIL;
    switch (type) {
      case Frame.STRING -> string(frame.string(-1));
      case Frame.BOOLEAN -> put(frame.bool(-1) ? 0xc3 : 0xc2);
      case Frame.NUMBER -> number(frame.number(-1));
      case Frame.TABLE -> table(depth);
      default -> put(0xc0);
    }
    frame.pop(1);
  }

  private void put(int value) {
    out.append((byte) value);
  }

  private void put(int type, long value, int bytes) {
    put(type);
    for (int i = bytes - 1; i >= 0; i--) put((int) (value >>> 8 * i));
  }

  private void string(Bytes text) {
    int length = text.length();
    if (length < 32) put(0xa0 | length);
    else if (length <= 0xff) put(0xd9, length, 1);
    else if (length <= 0xffff) put(0xda, length, 2);
    else put(0xdb, length, 4);
    out.append(text);
  }

  private void number(double number) {
    boolean whole = number >= -0x1p63 && number < 0x1p63 && number == (long) number;
    if (whole) integer((long) number);
    else if (number == (float) number) put(0xca, Float.floatToRawIntBits((float) number), 4);
    else put(0xcb, Double.doubleToRawLongBits(number), 8);
  }

  private void integer(long number) {
    if (number >= 0) {
      if (number <= 127) put((int) number);
      else if (number <= 0xff) put(0xcc, number, 1);
      else if (number <= 0xffff) put(0xcd, number, 2);
      else if (number <= 0xffffffffL) put(0xce, number, 4);
      else put(0xcf, number, 8);
    } else if (number >= -32) put((int) number);
    else if (number >= -128) put(0xd0, number, 1);
    else if (number >= -32768) put(0xd1, number, 2);
    else if (number >= Integer.MIN_VALUE) put(0xd2, number, 4);
    else put(0xd3, number, 8);
  }

  private void table(int depth) {
    frame.room(6);
    int length = arrayLength();
    if (length >= 0) {
      head(length, 0x90, 0xdc);
      for (int i = 1; i <= length; i++) {
        frame.get(-1, i);
        pack(depth + 1);
      }
    } else {
      head(count(), 0x80, 0xde);
      frame.pushNil();
      while (frame.next(-2)) {
        frame.pushCopy(-2);
        pack(depth + 1);
        pack(depth + 1);
      }
    }
  }

  private void head(int length, int shortType, int longType) {
    if (length <= 15) put(shortType | length);
    else if (length <= 0xffff) put(longType, length, 2);
    else put(longType + 1, length, 4);
  }

  /** The length if the keys are exactly the numbers from 1 to it, or -1. */
  private int arrayLength() {
    int count = 0;
    int most = 0;
    frame.pushNil();
    while (frame.next(-2)) {
      frame.pop(1);
      double key = frame.is(-1, Frame.NUMBER) ? frame.number(-1) : 0;
      if (key <= 0 || key != (int) key) {
        frame.pop(1);
        return -1;
      }
      most = Math.max(most, (int) key);
      count++;
    }
    return most == count ? count : -1;
  }

  private int count() {
    int count = 0;
    frame.pushNil();
    while (frame.next(-2)) {
      frame.pop(1);
      count++;
    }
    return count;
  }
}
