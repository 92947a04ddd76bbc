package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;

/**
 * What goes over one connection, told as events: each piece with the roles of its bytes, and each
 * frame that it completes. Both directions call it, from threads of their own; it takes one at a
 * time.
 *
 * <p>A piece that is not told is followed all the same, so that the next one can be. A reply is
 * told if its request was.
 */
final class Conversation {

  private static final int WHOLE = 4096;
  private static final int HEAD = 512;
  private static final int TAIL = 32;

  private final long client;
  private final Hub hub;
  private final Meter meter;
  private final Meaning meaning;
  private final AtomicLong ids;
  private final Pairing pairing = new Pairing();
  private final WireReader requests = new WireReader(WireReader.Side.REQUESTS, this::requested);
  private final WireReader replies = new WireReader(WireReader.Side.REPLIES, this::replied);

  /** Where the frames of the piece that is being read end, from the piece's beginning. */
  private long[] ends = new long[16];

  private int endCount;

  /** The events of its frames. */
  private final List<String> told = new ArrayList<>();

  private boolean tells;
  private long skipped;

  Conversation(long client, Hub hub, Meter meter, Meaning meaning, AtomicLong ids) {
    this.client = client;
    this.hub = hub;
    this.meter = meter;
    this.meaning = meaning;
    this.ids = ids;
  }

  /**
   * A piece has come from the client.
   *
   * @return where requests end in it, in bytes from its beginning
   */
  synchronized int[] requests(byte[] bytes, int count) {
    begin();
    tells = meter.hasRoom();
    long offset = requests.offset();
    requests.read(bytes, 0, count);
    meter.commands(endCount);
    tell(requests, "in", offset, bytes, 0, count);
    int[] inPiece = new int[endCount];
    for (int i = 0; i < endCount; i++) inPiece[i] = (int) (ends[i] - offset);
    return inPiece;
  }

  /** A piece has come from the server. */
  synchronized void replies(byte[] bytes, int from, int to) {
    begin();
    // A piece of a long reply completes nothing, and may be seen if there is room.
    tells = false;
    long offset = replies.offset();
    replies.read(bytes, from, to);
    tells |= endCount == 0 && meter.hasRoom();
    tell(replies, "out", offset, bytes, from, to);
  }

  private void begin() {
    endCount = 0;
    skipped = 0;
    told.clear();
  }

  private void tell(
      WireReader reader, String direction, long offset, byte[] bytes, int from, int to) {
    if (tells) {
      hub.tell(piece(reader.parts(), direction, offset, Arrays.copyOfRange(bytes, from, to)));
      told.forEach(hub::tell);
      meter.spend(1 + told.size());
    }
    meter.skipped(skipped);
  }

  private String piece(Parts parts, String direction, long offset, byte[] bytes) {
    int left = bytes.length <= WHOLE ? 0 : bytes.length - HEAD - TAIL;
    Json json = event("bytes").name("dir").text(direction).name("at").number(offset);
    json.name("length").number(bytes.length).name("data").text(base64(bytes, left));
    if (left > 0) json.name("left").number(left);
    parts.write(json.name("parts"), HEAD, left);
    return json.endObject().toString();
  }

  private static String base64(byte[] bytes, int left) {
    byte[] shown = Arrays.copyOf(bytes, bytes.length - left);
    if (left > 0) System.arraycopy(bytes, bytes.length - TAIL, shown, HEAD, TAIL);
    return Base64.getEncoder().encodeToString(shown);
  }

  private Json event(String kind) {
    return new Json().beginObject().name("kind").text(kind).name("c").number(client);
  }

  private void requested(Frame frame) {
    ended(frame);
    long id = ids.incrementAndGet();
    boolean isRequest = frame.type() != '*' || frame.bytes()[frame.start() + 1] > '0';
    if (isRequest) pairing.requested(Asked.of(frame, id, tells));
    if (!tells) {
      skipped++;
      return;
    }
    List<Bytes> words = frame.words(2);
    Json json = frame(frame, "in", id, FrameText.ofRequest(frame));
    json.name("what").text(meaning.ofRequest(words));
    told.add(json.name("chapter").text(meaning.chapterOfRequest(words)).endObject().toString());
  }

  private void replied(Frame frame) {
    ended(frame);
    boolean push = pairing.isPush(frame);
    Asked asked = push ? null : pairing.answered(frame);
    if (asked != null && asked.replies() == Asked.Replies.REPLICATED) replies.stopReading();
    boolean seen = asked != null ? asked.told() : meter.hasRoom();
    if (!seen) {
      skipped++;
      return;
    }
    tells = true;
    Json json = frame(frame, "out", ids.incrementAndGet(), FrameText.ofReply(frame));
    if (asked != null) json.name("answers").number(asked.id());
    if (push) json.name("push").truth(true);
    json.name("what").text(push ? Meaning.ofPush(frame) : Meaning.ofReply(frame));
    told.add(json.name("chapter").text(Meaning.chapterOfReply(frame)).endObject().toString());
  }

  private Json frame(Frame frame, String direction, long id, String text) {
    Json json = event("frame").name("dir").text(direction).name("id").number(id);
    json.name("from").number(frame.from()).name("to").number(frame.to());
    return json.name("text").text(text);
  }

  private void ended(Frame frame) {
    if (endCount == ends.length) ends = Arrays.copyOf(ends, endCount * 2);
    ends[endCount++] = frame.to();
  }

  /** Requests that have no reply so far. */
  synchronized long waiting() {
    return pairing.waiting();
  }
}
