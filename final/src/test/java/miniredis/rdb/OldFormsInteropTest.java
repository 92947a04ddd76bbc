package miniredis.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Numbers;
import miniredis.client.Client;
import miniredis.interop.RunningServer;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;
import miniredis.value.Limits;
import miniredis.value.PendingEntry;
import miniredis.value.SetValue;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamGroup;
import miniredis.value.StreamId;
import miniredis.value.StreamNode;
import miniredis.value.StreamValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What Redis 5.0, 6.2 and 7.2 write, put together here by the book, is restored by our server. Real
 * Redis 7.0 is given the same as far as it can read it, and both must make the same of it: the same
 * digest, and from then on the same dump.
 */
@Tag("interop")
class OldFormsInteropTest {

  private static final int OF_7_0 = 10;
  private static final int OF_7_2 = 11;

  private final Random random = new Random(4);

  private static byte[] payload(int version, int type, Consumer<RdbOutput> value) {
    BytesBuilder out = new BytesBuilder(64);
    RdbOutput encoder = new RdbOutput(out, true);
    encoder.octet(type);
    value.accept(encoder);
    encoder.octet(version);
    encoder.octet(0);
    encoder.fixed64(Crc64.update(0, out.array(), 0, out.length()));
    return out.toBytes().array();
  }

  private static void restore(Client client, byte[] payload) throws IOException {
    Bytes[] request = {
      Bytes.of("RESTORE"), Bytes.of("k"), Bytes.of("0"), Bytes.wrap(payload), Bytes.of("REPLACE")
    };
    assertThat(client.call(request)).isEqualTo(Reply.OK);
  }

  private static void bothMakeTheSameOf(byte[] payload, String what, Client us, Client them)
      throws IOException {
    restore(us, payload);
    restore(them, payload);
    for (String request :
        List.of("TYPE k", "OBJECT ENCODING k", "DEBUG DIGEST-VALUE k", "DUMP k")) {
      // The order of a table is each server's own.
      if (request.startsWith("DUMP")
          && them.call("OBJECT", "ENCODING", "k").toString().contains("hashtable")) continue;
      String[] words = request.split(" ");
      assertThat(us.call(words)).as("%s of %s", request, what).isEqualTo(them.call(words));
    }
  }

  @Test
  void smallCollectionsAsRedisWroteThemBefore7() throws IOException {
    try (RunningServer our = RunningServer.ours();
        RunningServer their = RunningServer.redis("--enable-debug-command", "yes");
        Client us = Client.connect("127.0.0.1", our.port());
        Client them = Client.connect("127.0.0.1", their.port())) {
      for (int size : new int[] {1, 2, 5, 60, 127, 200, 600}) {
        List<Bytes> strings = strings(size);
        byte[] list = payload(OF_7_0, 10, out -> out.string(ziplist(strings)));
        bothMakeTheSameOf(list, "a list of " + size, us, them);
        byte[] hash = payload(OF_7_0, 13, out -> out.string(ziplist(pairs(strings))));
        bothMakeTheSameOf(hash, "a hash of " + size, us, them);
        byte[] sortedSet = payload(OF_7_0, 12, out -> out.string(ziplist(scored(strings))));
        bothMakeTheSameOf(sortedSet, "a sorted set of " + size, us, them);
        byte[] text = payload(OF_7_0, 3, out -> textScores(strings, out));
        bothMakeTheSameOf(text, "a sorted set with scores as text of " + size, us, them);
        byte[] nodes = payload(OF_7_0, 14, out -> ziplists(strings, out));
        bothMakeTheSameOf(nodes, "a list of ziplists of " + size, us, them);
      }
    }
  }

  @Test
  void streamsOfRedis5AndOf7() throws IOException {
    try (RunningServer our = RunningServer.ours();
        RunningServer their = RunningServer.redis("--enable-debug-command", "yes");
        Client us = Client.connect("127.0.0.1", our.port());
        Client them = Client.connect("127.0.0.1", their.port())) {
      for (int size : new int[] {0, 1, 30, 99, 100, 101, 1000}) {
        StreamValue stream = stream(size);
        for (int type : new int[] {15, 19}) {
          byte[] payload = payload(OF_7_0, type, out -> write(stream, type, out));
          bothMakeTheSameOf(payload, "a stream of " + size + ", type " + type, us, them);
          for (String group : List.of("new", "g")) {
            assertThat(us.call("XPENDING", "k", group))
                .isEqualTo(them.call("XPENDING", "k", group));
          }
          assertThat(us.call("XINFO", "GROUPS", "k")).isEqualTo(them.call("XINFO", "GROUPS", "k"));
        }
      }
    }
  }

  /** RESTORE takes no payload of 7.2, as in 7.0: so this is about files, and read as from one. */
  @Test
  void whatOnlyRedis72Writes() throws IOException {
    for (int size : new int[] {1, 5, 128}) {
      List<Bytes> members = strings(size);
      EntryView set = read(payload(OF_7_2, 20, out -> out.pack(PackedElements.packed(members))));
      assertThat(set.value(SetValue.class)).containsExactlyInAnyOrderElementsOf(members);
      StreamValue stream = stream(size);
      EntryView newer = read(payload(OF_7_2, 21, out -> write(stream, 21, out)));
      EntryView older = read(payload(OF_7_0, 19, out -> write(stream, 19, out)));
      assertThat(written(newer)).isEqualTo(written(older));
    }
  }

  private static EntryView read(byte[] payload) throws IOException {
    RdbInput in = new RdbInput(payload, payload.length - 10);
    EntryMaker maker = new EntryMaker(new Limits());
    maker.begin(Bytes.of("k"), Entry.NO_DEADLINE);
    Codecs.read(in.octet(), in, maker);
    assertThat(in.left()).isZero();
    return maker.made();
  }

  private static Bytes written(EntryView entry) {
    BytesBuilder out = new BytesBuilder(64);
    Codecs.write(entry, new RdbOutput(out, true));
    return out.toBytes();
  }

  // Values

  /** Different ones: numbers of every width, and strings of every width of their lengths. */
  private List<Bytes> strings(int size) {
    Set<Bytes> strings = new LinkedHashSet<>();
    if (size > 5) strings.add(Bytes.of("long".repeat(random.nextInt(4100, 5000))));
    while (strings.size() < size) {
      boolean number = random.nextBoolean();
      strings.add(
          number
              ? Bytes.of(random.nextLong() >> random.nextInt(64))
              : Bytes.of(
                  "s"
                      + random.nextInt()
                      + "x".repeat(random.nextInt(random.nextInt(9) == 0 ? 300 : 40))));
    }
    return List.copyOf(strings);
  }

  private static List<Bytes> pairs(List<Bytes> strings) {
    return strings.stream().flatMap(each -> Stream.of(each, Bytes.of(each.hashCode()))).toList();
  }

  /** With scores in order, as they stand in a ziplist. */
  private static List<Bytes> scored(List<Bytes> strings) {
    List<Bytes> scored = new ArrayList<>();
    for (int i = 0; i < strings.size(); i++) {
      Collections.addAll(scored, strings.get(i), Bytes.of(i % 2 == 0 ? "" + i : i + ".25"));
    }
    return scored;
  }

  private static void textScores(List<Bytes> members, RdbOutput out) {
    out.length(members.size());
    for (int i = 0; i < members.size(); i++) {
      out.string(members.get(i));
      if (i == 0) {
        out.octet(255);
      } else if (i == 1) {
        out.octet(254);
      } else {
        byte[] score = ("" + (i / 3 - 1.5)).getBytes(StandardCharsets.US_ASCII);
        out.octet(score.length);
        for (byte digit : score) out.octet(digit);
      }
    }
  }

  private static void ziplists(List<Bytes> strings, RdbOutput out) {
    int nodes = (strings.size() + 19) / 20;
    out.length(nodes);
    for (int i = 0; i < strings.size(); i += 20) {
      out.string(ziplist(strings.subList(i, Math.min(strings.size(), i + 20))));
    }
  }

  /** See {@link PackedElements#ziplist}. */
  private static Bytes ziplist(List<Bytes> elements) {
    BytesBuilder out = new BytesBuilder(64);
    int previous = 0;
    int last = 10;
    for (Bytes element : elements) {
      int start = out.length();
      last = 10 + start;
      if (previous < 254) out.append((byte) previous);
      else fixed(out.append((byte) 254), previous, 4);
      if (element.length() < 32 && Numbers.isInteger(element))
        number(out, Numbers.integer(element));
      else string(out, element);
      previous = out.length() - start;
    }
    BytesBuilder whole = new BytesBuilder(64);
    fixed(whole, 10 + out.length() + 1, 4);
    fixed(whole, last, 4);
    fixed(whole, elements.size(), 2);
    return whole.append(out.toBytes()).append((byte) 255).toBytes();
  }

  private static void string(BytesBuilder out, Bytes element) {
    int length = element.length();
    if (length < 1 << 6) {
      out.append((byte) length);
    } else if (length < 1 << 14) {
      out.append((byte) (0x40 | length >> 8)).append((byte) length);
    } else {
      out.append((byte) 0x80);
      for (int shift = 24; shift >= 0; shift -= 8) out.append((byte) (length >> shift));
    }
    out.append(element);
  }

  private static void number(BytesBuilder out, long number) {
    if (number >= 0 && number <= 12) {
      out.append((byte) (0xf1 + number));
    } else if (number == (byte) number) {
      fixed(out.append((byte) 0xfe), number, 1);
    } else if (number == (short) number) {
      fixed(out.append((byte) 0xc0), number, 2);
    } else if (number >= -(1 << 23) && number < 1 << 23) {
      fixed(out.append((byte) 0xf0), number, 3);
    } else if (number == (int) number) {
      fixed(out.append((byte) 0xd0), number, 4);
    } else {
      fixed(out.append((byte) 0xe0), number, 8);
    }
  }

  private static void fixed(BytesBuilder out, long number, int size) {
    for (int i = 0; i < size; i++) out.append((byte) (number >> 8 * i));
  }

  /** With some entries gone, a group that has read half of it, and one that has read nothing. */
  private static StreamValue stream(int size) {
    StreamValue stream = new StreamValue(new Limits());
    for (int i = 1; i <= size; i++) {
      Bytes field = Bytes.of(i % 10 == 0 ? "other" : "field");
      stream.append(new StreamId(1000 + i, i % 3), List.of(field, Bytes.of(i)));
    }
    stream.addGroup(Bytes.of("new"), StreamId.MIN, 0);
    StreamGroup group = stream.addGroup(Bytes.of("g"), StreamId.MIN, 0);
    for (int i = 1; i <= size / 2; i++) {
      StreamId id = new StreamId(1000 + i, i % 3);
      StreamConsumer consumer = group.consumer(Bytes.of("c" + i % 3));
      if (consumer == null) consumer = group.addConsumer(Bytes.of("c" + i % 3), 1_700_000_000_000L);
      group.advance(id);
      group.assign(id, consumer, 1_700_000_000_000L + i, 1 + i % 4);
    }
    for (int i = 7; i <= size; i += 7) stream.delete(new StreamId(1000 + i, i % 3));
    return stream;
  }

  private static void write(StreamValue stream, int type, RdbOutput out) {
    out.length(stream.nodes().size());
    for (StreamNode node : stream.nodes()) {
      out.length(StreamId.BYTES);
      out.streamId(node.id());
      out.pack(node.pack());
    }
    out.length(stream.length());
    numbers(stream.last(), out);
    if (type >= 19) {
      numbers(stream.first(), out);
      numbers(stream.greatestDeleted(), out);
      out.length(stream.added());
    }
    out.length(stream.groups().size());
    for (StreamGroup group : stream.groups()) {
      out.string(group.name());
      numbers(group.last(), out);
      if (type >= 19) out.length(group.read());
      out.length(group.pending().size());
      for (PendingEntry pending : group.pending()) {
        out.streamId(pending.id());
        out.fixed64(pending.deliveredAt());
        out.length(pending.deliveries());
      }
      out.length(group.consumers().size());
      for (StreamConsumer consumer : group.consumers()) {
        out.string(consumer.name());
        out.fixed64(consumer.seen());
        if (type >= 21) out.fixed64(consumer.seen() - 5);
        out.length(consumer.pending().size());
        for (PendingEntry pending : consumer.pending()) out.streamId(pending.id());
      }
    }
  }

  private static void numbers(StreamId id, RdbOutput out) {
    out.length(id.ms());
    out.length(id.seq());
  }
}
