package miniredis.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import java.lang.management.ManagementFactory;
import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.OffHeapBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors and the requests that are borne were seen in a redis-server 7.0.15. */
class RequestReaderTest {

  private static final String STREAM =
      "*2\r\n$3\r\nGET\r\n$5\r\nk\r\n\0y\r\n"
          + "PING\r\n\r\n*0\r\n*-1\r\n"
          + "SET \"a b\" 'c'\n"
          + "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$11\r\nhello world\r\n";

  private static final String REQUESTS = "GET k\r\n\0y|PING|SET a b c|SET  hello world";

  private record Limits(long longestBulk, long largestRequest, boolean trusted)
      implements RequestReader.Limits {
    @Override
    public boolean hasRoomFor(long bytes) {
      return bytes <= ROOM;
    }

    @Override
    public OffHeapBytes offHeap(int bytes, int whole) {
      return null;
    }
  }

  private static final long ROOM = 100L << 20;

  private static final Limits USUAL = new Limits(512L << 20, 1L << 30, true);

  private final List<String> requests = new ArrayList<>();
  private RequestReader reader = reader(USUAL);

  private static RequestReader reader(Limits limits) {
    return new RequestReader(limits, new WordCache());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void read(RequestReader reader, byte[] in, List<String> requests) {
    reader.read(in, 0, in.length, request -> requests.add(line(request)));
  }

  private static String line(Bytes[] request) {
    return Arrays.stream(request)
        .map(arg -> new String(arg.array(), StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining(" "));
  }

  private void read(String text) {
    read(reader, bytes(text), requests);
  }

  /** Beginnings that are known are read at once: that must not be seen, however alike they are. */
  @Test
  void whatBeginsAlikeIsReadAsItIsWrittenHoweverItIsCut() {
    String names = "GET SET GET get GETEX SET HGETALL GETEX HGETALL GET MGET MSET GEU GET";
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    RandomGenerator random = new Random(7);
    for (int i = 0; i < 300; i++) {
      String name = names.split(" ")[random.nextInt(14)];
      int count = 1 + random.nextInt(4);
      List<String> words = new ArrayList<>(List.of(name));
      for (int j = 1; j < count; j++) words.add("x".repeat(random.nextInt(3)) + i);
      expected.add(String.join(" ", words));
      text.append('*').append(count).append("\r\n");
      for (String word : words) {
        text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
    }
    byte[] stream = bytes(text.toString());
    for (int round = 0; round < 200; round++) {
      requests.clear();
      for (int at = 0; at < stream.length; ) {
        int end = Math.min(stream.length, at + 1 + random.nextInt(round % 2 == 0 ? 20 : 3_000));
        read(reader, Arrays.copyOfRange(stream, at, end), requests);
        at = end;
      }
      assertThat(requests).isEqualTo(expected);
    }
  }

  @Test
  void whatBeginsAlikeIsCountedLikeTheRest() {
    reader = reader(new Limits(1L << 20, 100, true));
    for (int i = 0; i < 3; i++) read("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n");
    assertThat(requests).hasSize(3);
    assertThatThrownBy(() -> read("*3\r\n$3\r\nSET\r\n$50\r\n" + "k".repeat(50) + "\r\n"))
        .isSameAs(ProtocolException.TOO_BIG);
  }

  @Test
  void requestsCutInTwoAtEveryByteStillParse() {
    byte[] stream = bytes(STREAM);
    for (int cut = 0; cut <= stream.length; cut++) {
      RequestReader fresh = reader(USUAL);
      List<String> found = new ArrayList<>();
      read(fresh, Arrays.copyOf(stream, cut), found);
      read(fresh, Arrays.copyOfRange(stream, cut, stream.length), found);
      assertThat(String.join("|", found)).as("cut at %d", cut).isEqualTo(REQUESTS);
    }
  }

  @Test
  void requestsComingByteByByteParse() {
    for (byte b : bytes(STREAM)) read(reader, new byte[] {b}, requests);
    assertThat(String.join("|", requests)).isEqualTo(REQUESTS);
    assertThat(reader.unreadBytes()).isZero();
  }

  @Test
  void requestsCutAnywhereAtRandomParse() {
    RandomGenerator random = new Random(9);
    for (int round = 0; round < 50; round++) {
      BytesBuilder stream = new BytesBuilder(1024);
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Bytes[] request = new Bytes[1 + random.nextInt(100)];
        for (int j = 0; j < request.length; j++) {
          byte[] arg = new byte[random.nextInt(20) == 0 ? 70_000 : random.nextInt(20)];
          random.nextBytes(arg);
          request[j] = Bytes.wrap(arg);
        }
        sent.add(line(request));
        ReplyWriter.request(List.of(request), stream);
      }
      RequestReader fresh = reader(USUAL);
      List<String> found = new ArrayList<>();
      for (int at = 0; at < stream.length(); ) {
        int end = Math.min(stream.length(), at + 1 + random.nextInt(50_000));
        fresh.read(stream.array(), at, end, request -> found.add(line(request)));
        at = end;
      }
      assertThat(found.equals(sent)).isTrue();
    }
  }

  /** Reads as a connection does: where the reader wants it, or from a buffer. */
  private static List<String> readAsItComes(byte[] stream, RandomGenerator random, int[] inPlace) {
    RequestReader fresh = reader(USUAL);
    List<String> found = new ArrayList<>();
    for (int at = 0; at < stream.length; ) {
      ByteBuffer room = fresh.room();
      int most = room == null ? 65_536 : room.remaining();
      int count = Math.min(stream.length - at, 1 + random.nextInt(most));
      if (room == null) {
        fresh.read(stream, at, at + count, request -> found.add(line(request)));
      } else {
        room.put(stream, at, count);
        fresh.took(count);
        inPlace[0] += count;
      }
      at += count;
    }
    assertThat(fresh.unreadBytes()).isZero();
    return found;
  }

  @Test
  void longStringsAreReadWhereTheyBelong() {
    RandomGenerator random = new Random(3);
    int[] inPlace = new int[1];
    long sum = 0;
    for (int round = 0; round < 60; round++) {
      BytesBuilder stream = new BytesBuilder(1024);
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        byte[] value = new byte[random.nextInt(random.nextInt(1, 1 << 21))];
        random.nextBytes(value);
        Bytes[] request = {Bytes.of("SET"), Bytes.of("k"), Bytes.wrap(value), Bytes.of("NX")};
        sent.add(line(request));
        ReplyWriter.request(List.of(request), stream);
        sum += value.length;
      }
      byte[] bytes = Arrays.copyOf(stream.array(), stream.length());
      assertThat(readAsItComes(bytes, random, inPlace).equals(sent)).isTrue();
    }
    assertThat(inPlace[0]).as("bytes read in place, of %d", sum).isGreaterThan((int) (sum * 0.6));
  }

  @Test
  void roomForALongStringGrowsWithItsBytes() {
    read("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$500000000\r\n");
    assertThat(reader.room()).as("before a byte of it has come").isNull();
    read("x");
    for (int came = 1; came < 8_000_000; ) {
      ByteBuffer room = reader.room();
      assertThat(reader.unreadBytes() + reader.freeBytes())
          .as("held when %d bytes have come", came)
          .isLessThanOrEqualTo(Math.max(1 << 20, 4L * (came + 32 * 1024)));
      reader.took(room.remaining());
      came += room.remaining();
    }
  }

  @Test
  void whatIsReadInPlaceCountsForTheLargestRequest() {
    reader = reader(new Limits(512L << 20, 200_000, true));
    read("*2\r\n$4\r\nECHO\r\n$300000\r\nx");
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) reader.took(reader.room().remaining());
            })
        .isSameAs(ProtocolException.TOO_BIG);
  }

  @Test
  void whatThereIsNoRoomForIsReadAndThrownAway() {
    reader = reader(new Limits(512L << 20, Long.MAX_VALUE, true));
    read("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$" + 2 * ROOM + "\r\n");
    byte[] part = new byte[1 << 20];
    List<Bytes[]> found = new ArrayList<>();
    for (int i = 0; i < 2 * ROOM / part.length; i++) {
      reader.read(part, 0, part.length, found::add);
      assertThat(reader.unreadBytes() + reader.freeBytes()).isLessThanOrEqualTo(ROOM);
    }
    assertThat(reader.room()).isNull();
    byte[] rest = bytes("\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n");
    reader.read(rest, 0, rest.length, found::add);
    assertThat(found).hasSize(2);
    assertThat(found.getFirst()[0]).isSameAs(RequestReader.REFUSED);
    assertThat(line(found.getFirst())).isEqualTo("refused SET");
    assertThat(line(found.getLast())).isEqualTo("GET k");
  }

  @Test
  void theReaderKeepsNothingOfTheCallersBuffer() {
    List<Bytes[]> kept = new ArrayList<>();
    byte[] in = bytes("*2\r\n$3\r\nGET\r\n$3\r\nkey\r\nECHO hi\r\n*1\r\n$4\r\nPI");
    reader.read(in, 0, in.length, kept::add);
    Arrays.fill(in, (byte) 'x');
    reader.read(bytes("NG\r\n"), 0, 4, kept::add);
    assertThat(kept.stream().map(RequestReaderTest::line))
        .containsExactly("GET key", "ECHO hi", "PING");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*x\\r\\n | invalid multibulk length",
        "*\\r\\n | invalid multibulk length",
        "*-\\r\\n | invalid multibulk length",
        "*+1\\r\\n | invalid multibulk length",
        "*01\\r\\n | invalid multibulk length",
        "*2147483648\\r\\n | invalid multibulk length",
        "*99999999999999999999\\r\\n | invalid multibulk length",
        "*1\\n$4\\r\\n | invalid multibulk length",
        "*1\\r\\n:4\\r\\n | expected '$', got ':'",
        "*1\\r\\nPING\\r\\n | expected '$', got 'P'",
        "*1\\r\\n$x\\r\\n | invalid bulk length",
        "*1\\r\\n$\\r\\n | invalid bulk length",
        "*1\\r\\n$-1\\r\\n | invalid bulk length",
        "*1\\r\\n$04\\r\\n | invalid bulk length",
        "*1\\r\\n$536870913\\r\\n | invalid bulk length",
        "*1\\r\\n$4294967300\\r\\n | invalid bulk length",
        "ECHO \"a\\r\\n | unbalanced quotes in request",
        "ECHO 'a'b\\r\\n | unbalanced quotes in request"
      })
  void whatIsNoRequestIsAProtocolError(String sent, String message) {
    String text = sent.replace("\\r", "\r").replace("\\n", "\n");
    assertThatThrownBy(() -> read("PING\r\n" + text))
        .isInstanceOf(ProtocolException.class)
        .hasMessage(message);
    assertThat(requests).as("what came before is run").containsExactly("PING");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x | too big inline request",
        "*1 | too big mbulk count string",
        "*1\\r\\n$1 | too big bulk count string"
      })
  void aLineWithoutAnEndIsGivenUpAfterSixtyFourKilobytes(String start, String message) {
    read(start.replace("\\r", "\r").replace("\\n", "\n"));
    read("1".repeat(60_000));
    assertThatThrownBy(() -> read("1".repeat(10_000)))
        .isInstanceOf(ProtocolException.class)
        .hasMessage(message);
  }

  @Test
  void theBytesAfterAStringAreNotLookedAt() {
    read("*1\r\n$4\r\nPINGxx*1\rx$4\rxPING\r\n");
    assertThat(requests).containsExactly("PING", "PING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*2147483647\r\n$3\r\nabc\r\n",
        "*1\r\n$536870912\r\nabc",
        "*2147483647\r\n$536870912\r\nabc"
      })
  void aHugeLengthTakesNoMemoryBeforeItsBytesCome(String start) {
    byte[] in = bytes(start);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    reader.read(in, 0, in.length, request -> {});
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(200_000);
    assertThat(requests).isEmpty();
  }

  @Test
  void aLongStringTakesLittleMoreThanItsLength() {
    byte[] part = new byte[64 * 1024];
    int length = 64 << 20;
    List<Bytes[]> found = new ArrayList<>();
    byte[] head = bytes("*1\r\n$" + length + "\r\n");
    reader.read(head, 0, head.length, found::add);
    for (int i = 0; i < length / part.length; i++) {
      reader.read(part, 0, part.length, found::add);
    }
    assertThat(reader.unreadBytes()).isEqualTo(length);
    reader.read(bytes("\r\n"), 0, 2, found::add);
    assertThat(found.getFirst()[0].length()).isEqualTo(length);
  }

  @Test
  void aClientThatHasNotLoggedInMaySendOnlyLittle() {
    Limits stranger = new Limits(USUAL.longestBulk, USUAL.largestRequest, false);
    reader = reader(stranger);
    read("*10\r\n$16384\r\n");
    reader = reader(stranger);
    assertThatThrownBy(() -> read("*11\r\n")).hasMessage("unauthenticated multibulk length");
    reader = reader(stranger);
    assertThatThrownBy(() -> read("*1\r\n$16385\r\n")).hasMessage("unauthenticated bulk length");
  }

  @Test
  void aRequestBeyondTheLimitIsGivenUp() {
    reader = reader(new Limits(USUAL.longestBulk, 1000, true));
    read("*100\r\n$400\r\n" + "x".repeat(400) + "\r\n$400\r\n" + "x".repeat(400) + "\r\n");
    assertThatThrownBy(() -> read("$400\r\n" + "x".repeat(400) + "\r\n"))
        .isSameAs(ProtocolException.TOO_BIG);
  }

  @Test
  void aLimitBeyondWhatAnArrayHoldsIsNoInvitation() {
    reader = reader(new Limits(Long.MAX_VALUE, USUAL.largestRequest, true));
    assertThatThrownBy(() -> read("*1\r\n$4000000000\r\n")).hasMessage("invalid bulk length");
  }
}
