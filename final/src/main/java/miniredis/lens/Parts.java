package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;

/**
 * The roles of a piece's bytes, in runs: {@code type 1, length 1, crlf 2, ...}. Used again for each
 * piece, by one thread at a time.
 */
final class Parts {

  private static final Role[] ROLES = Role.values();

  private byte[] roles = new byte[64];
  private int[] lengths = new int[64];
  private int count;

  void clear() {
    count = 0;
  }

  void add(Role role, int length) {
    if (length == 0) return;
    if (count > 0 && roles[count - 1] == role.ordinal()) {
      lengths[count - 1] += length;
      return;
    }
    if (count == roles.length) {
      roles = Arrays.copyOf(roles, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    roles[count] = (byte) role.ordinal();
    lengths[count++] = length;
  }

  /**
   * Writes the array of them. Where bytes are not shown, what they are is not, either: they are one
   * run of payload.
   *
   * @param head so many bytes are shown of the beginning
   * @param left so many bytes are not shown after them
   */
  void write(Json json, int head, int left) {
    json.beginArray();
    if (left == 0) {
      for (int i = 0; i < count; i++) write(json, ROLES[roles[i]], lengths[i]);
    } else {
      writeRange(json, 0, head);
      write(json, Role.PAYLOAD, left);
      writeRange(json, head + left, Integer.MAX_VALUE);
    }
    json.endArray();
  }

  private void writeRange(Json json, int from, int to) {
    int start = 0;
    for (int i = 0; i < count && start < to; i++) {
      int end = start + lengths[i];
      int length = Math.min(end, to) - Math.max(start, from);
      if (length > 0) write(json, ROLES[roles[i]], length);
      start = end;
    }
  }

  private static void write(Json json, Role role, int length) {
    json.beginArray().text(role.word()).number(length).endArray();
  }
}
