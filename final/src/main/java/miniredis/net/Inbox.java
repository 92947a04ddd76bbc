package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.OffHeapBytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.resp.RequestReader;
import miniredis.resp.WordCache;

/**
 * What one client has sent: bytes that are no request yet, requests that wait, the one that runs.
 * Belongs to the loop's thread.
 */
public final class Inbox {

  /** Words longer than this are no names of subcommands. */
  private static final int LONGEST_WORD = 32;

  private final RequestReader reader;
  private final ArrayDeque<Bytes[]> requests = new ArrayDeque<>(4);

  private long longStringsRun;

  /** The request that is running, or null. */
  private Bytes[] running;

  /** The first words of the last request; not all of it, which may hold a huge value. */
  private Bytes lastName = Bytes.EMPTY;

  private Bytes lastWord = Bytes.EMPTY;

  Inbox(Client client, Overseer overseer, WordCache words, boolean rawLines) {
    reader = new RequestReader(new Limits(client, overseer), words, rawLines);
  }

  /** What may be read from a client. */
  private record Limits(Client client, Overseer overseer) implements RequestReader.Limits {

    @Override
    public long longestBulk() {
      return overseer.longestBulk();
    }

    @Override
    public long largestRequest() {
      return overseer.largestRequest();
    }

    @Override
    public boolean hasRoomFor(long bytes) {
      return overseer.hasRoomFor(bytes);
    }

    @Override
    public OffHeapBytes offHeap(int bytes, int whole) {
      return overseer.offHeap(bytes, whole);
    }

    @Override
    public boolean trusted() {
      return client.isLoggedIn();
    }
  }

  /** Takes in bytes; calls a task after each request that they complete. */
  void read(byte[] bytes, int count, Runnable afterEach) {
    reader.read(
        bytes,
        0,
        count,
        request -> {
          requests.add(request);
          afterEach.run();
        });
  }

  /** Takes in bytes. */
  void read(byte[] bytes, int count) {
    reader.read(bytes, 0, count, requests::add);
  }

  /** Where the next bytes belong if they are the middle of a long string, or null. */
  ByteBuffer room() {
    return reader.room();
  }

  /** So many bytes have come into the {@link #room}. */
  void took(int count) {
    reader.took(count);
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  int size() {
    return requests.size();
  }

  Bytes[] next() {
    return requests.peek();
  }

  /** The next request, which runs from now on. */
  Bytes[] start() {
    running = requests.poll();
    lastName = running[0];
    boolean named = running.length > 1 && running[1].length() < LONGEST_WORD;
    lastWord = named ? running[1] : Bytes.EMPTY;
    return running;
  }

  /** Nothing runs any more. */
  void rest() {
    running = null;
  }

  /** Whether the request that runs may have strings outside of the heap. */
  boolean mayHaveLongStrings() {
    return reader.longStrings() > longStringsRun;
  }

  /** So many of them have been run. */
  void ranLongStrings(int count) {
    longStringsRun += count;
  }

  /** What waits will not be run, and nothing more will come. */
  void drop() {
    requests.clear();
    reader.close();
  }

  /** Puts the hashes of the next requests' keys into a table, as many as there is room for. */
  int hashKeys(int[] hashes) {
    int count = 0;
    for (Bytes[] request : requests) {
      if (request.length > 1) hashes[count++] = request[1].hashCode();
      if (count == hashes.length) break;
    }
    return count;
  }

  /** Bytes that are not an argument yet. */
  public long unreadBytes() {
    return reader.unreadBytes();
  }

  /** Bytes of room that is kept for the rest of them. */
  public long freeBytes() {
    return reader.freeBytes();
  }

  /** Bytes of arguments: of the request that runs, of those that wait, of one that is coming. */
  public long argumentBytes() {
    long sum = reader.argumentBytes() + (running == null ? 0 : bytesOf(running));
    for (Bytes[] each : requests) sum += bytesOf(each);
    return sum;
  }

  private static long bytesOf(Bytes[] request) {
    long sum = 0;
    for (Bytes each : request) sum += each.length();
    return sum;
  }

  /** The full name of the command that ran last, or NULL if there was none of its name. */
  String lastCommand(CommandTable table) {
    if (lastName.isEmpty()) return "NULL";
    Command command = table.find(new Bytes[] {lastName, lastWord});
    boolean unknown = command == null || !command.subcommands().isEmpty() && !lastWord.isEmpty();
    return unknown ? "NULL" : command.name();
  }
}
