package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.OffHeapBytes;

/**
 * The strings of one request that were read to where a value may stay, outside of the heap. What a
 * command puts into the keyspace as it is, it is given so; all else, which may be kept anywhere, is
 * moved into the heap.
 */
record LongStrings(Bytes[] request, List<OffHeapBytes> strings) {

  /** Smaller ones are not asked for one by one. */
  private static final int LARGE = 1 << 20;

  static LongStrings in(Bytes[] request) {
    List<OffHeapBytes> found = new ArrayList<>(1);
    for (Bytes each : request) if (each instanceof OffHeapBytes outside) found.add(outside);
    return new LongStrings(request, found);
  }

  int count() {
    return strings.size();
  }

  /** Moves all but one argument into the heap; false if there is no room for them. */
  boolean moveInAllBut(int index, Overseer overseer) {
    for (int i = 0; i < request.length; i++) {
      if (i == index || !(request[i] instanceof OffHeapBytes outside)) continue;
      if (outside.length() > LARGE && !overseer.hasRoomFor(outside.length())) return false;
      request[i] = Bytes.wrap(outside.array());
    }
    return true;
  }

  /** To be called when the request has run: of the rest nobody has any use. */
  void dropUnkept() {
    for (OffHeapBytes each : strings) each.dropUnlessKept();
  }
}
