package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;

/** The library cmsgpack: values as MessagePack. */
final class MessagePackLibrary implements Library {

  @Override
  public void push(LuaState lua) {
    Frame frame = lua.main();
    frame.pushTable(0, 8);
    Map<String, LuaFunction> functions =
        Map.of(
            "pack", MessagePackLibrary::pack,
            "unpack", MessagePackLibrary::unpack,
            "unpack_one", MessagePackLibrary::unpackOne,
            "unpack_limit", MessagePackLibrary::unpackLimit);
    functions.forEach(
        (name, function) -> {
          lua.push(function);
          frame.set(-2, name);
        });
    Map<String, String> words =
        Map.of(
            "_NAME", "cmsgpack",
            "_VERSION", "lua-cmsgpack 0.4.0",
            "_COPYRIGHT", "Copyright (C) 2012, Salvatore Sanfilippo",
            "_DESCRIPTION", "MessagePack C implementation for Lua");
    words.forEach(
        (name, word) -> {
          frame.push(word);
          frame.set(-2, name);
        });
  }

  private static int pack(Frame frame) {
    int count = frame.top();
    if (count == 0) throw LuaError.argument(0, "MessagePack pack needs input.");
    BytesBuilder out = new BytesBuilder(64);
    MessagePacker packer = new MessagePacker(frame, out);
    frame.room(4);
    for (int i = 1; i <= count; i++) {
      frame.pushCopy(i);
      packer.pack(0);
    }
    frame.push(out.toBytes());
    return 1;
  }

  private static int unpack(Frame frame) {
    return unpack(frame.checkString(1), 0, 0, frame);
  }

  private static int unpackOne(Frame frame) {
    long offset = optional(2, "unpack_one", frame);
    return unpack(frame.checkString(1), 1, offset, frame);
  }

  private static int unpackLimit(Frame frame) {
    long limit = frame.checkInteger(2);
    long offset = optional(3, "unpack_limit", frame);
    return unpack(frame.checkString(1), limit, offset, frame);
  }

  private static long optional(int index, String function, Frame frame) {
    boolean none = frame.is(index, Frame.NONE) || frame.is(index, Frame.NIL);
    return none ? 0 : frame.checkInteger(index);
  }

  /** With a limit or an offset the first result says where to go on; -1: at the end. */
  private static int unpack(Bytes data, long limit, long offset, Frame frame) {
    if (offset < 0 || limit < 0) {
      throw new LuaError(
          "Invalid request to unpack with offset of %d and limit of %d."
              .formatted(offset, data.length()));
    }
    if (offset > data.length()) {
      throw new LuaError(
          "Start offset %d greater than input length %d.".formatted(offset, data.length()));
    }
    boolean all = limit == 0 && offset == 0;
    MessageUnpacker unpacker = new MessageUnpacker(data, (int) offset, frame);
    frame.cutTo(1);
    int count = 0;
    for (; unpacker.hasMore() && (all || count < limit); count++) unpacker.unpack(0);
    if (all) return count;
    frame.room(1);
    frame.push(unpacker.hasMore() ? (double) unpacker.at() : -1);
    frame.insert(2);
    return count + 1;
  }
}
