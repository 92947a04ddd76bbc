package miniredis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does to a log with commands of the other types what {@link AofDamageTest} does to one of strings,
 * lists and transactions: cuts it at every byte, and flips a bit of every byte.
 */
class AofTypesDamageTest {

  private static final List<String> REQUESTS =
      List.of(
          "SADD words a b c",
          "SREM words b",
          "SADD numbers 1 2 3",
          "SPOP numbers",
          "ZADD board 1 ann 2 bob",
          "ZINCRBY board 1.5 ann",
          "GEOADD towns 13.361389 38.115556 Palermo 15.087269 37.502669 Catania",
          "ZREM towns Catania",
          "PFADD visitors ann bob",
          "PFADD visitors eve",
          "HSET session user ann token x",
          "HPEXPIREAT session 2000000000000 FIELDS 2 user token",
          "HPERSIST session FIELDS 1 user",
          "XADD events 1-1 kind a",
          "XADD events 2-1 kind b more c",
          "XADD events * kind d",
          "XGROUP CREATE events group 0 ENTRIESREAD 0",
          "XREADGROUP GROUP group ann COUNT 2 STREAMS events >",
          "XACK events group 1-1",
          "XCLAIM events group bob 0 2-1",
          "XDEL events 1-1",
          "XTRIM events MAXLEN 1",
          "XGROUP DELCONSUMER events group ann");

  @TempDir Path folder;

  private Path file;
  private byte[] whole;

  /** The file's size after each request, and what the keyspace held then. */
  private final NavigableMap<Long, Map<String, String>> states =
      new TreeMap<>(Map.of(0L, Map.of()));

  @BeforeEach
  void writeALog() throws IOException {
    file = folder.resolve("appendonlydir/appendonly.aof.1.incr.aof");
    try (LiveLog live = new LiveLog(folder)) {
      for (String request : REQUESTS) {
        assertThat(live.ask(request)).as(request).doesNotStartWith("ERR");
        Map<String, String> before = states.lastEntry().getValue();
        Map<String, String> after = Replayed.of(folder).keys();
        assertThat(after).as("%s is in the log", request).isNotEqualTo(before);
        states.put(Files.size(file), after);
      }
    }
    whole = Files.readAllBytes(file);
  }

  @Test
  void aLogCutAtAnyByteHoldsExactlyTheRequestsThatAreWhole() throws IOException {
    for (int length = whole.length; length >= 0; length--) {
      Files.write(file, Arrays.copyOf(whole, length));
      Replayed replayed = Replayed.of(folder);
      assertThat(replayed.keys()).as("cut to %d bytes", length).isEqualTo(stateAt(length));
      boolean cut = Files.size(file) < length;
      assertThat(replayed.warnings().contains("ends within a request")).isEqualTo(cut);
      if (cut) assertThat(Replayed.of(folder)).isEqualTo(new Replayed(replayed.keys(), ""));
    }
  }

  private Map<String, String> stateAt(long size) {
    return states.floorEntry(size).getValue();
  }

  /**
   * A wrong byte is found, or costs what follows it, or is data; no bit of any byte breaks more.
   */
  @Test
  void anyWrongByteIsRefusedWhereItIsOrCutOffOrChangesNothingBeforeIt() throws IOException {
    int refused = 0;
    int changed = 0;
    for (int at = 0; at < whole.length; at++) {
      byte[] wrong = whole.clone();
      wrong[at] ^= (byte) (1 << at % Byte.SIZE);
      Files.write(file, wrong);
      try {
        Map<String, String> keys = Replayed.of(folder).keys();
        long size = Files.size(file);
        if (size < wrong.length) {
          assertThat(size).as("bit of byte %d", at).isLessThanOrEqualTo(at);
          assertThat((char) wrong[at])
              .as("more is announced, at %d", at)
              .matches(Character::isDigit);
          assertThat(keys).as("bit of byte %d", at).isEqualTo(stateAt(size));
        }
        if (!keys.equals(stateAt(whole.length))) changed++;
      } catch (IOException found) {
        refused++;
        assertThat(byteIn(found.getMessage())).isGreaterThanOrEqualTo(states.floorKey((long) at));
      }
    }
    System.out.printf(
        "A bit of every byte of a log of %d bytes flipped: %d refused, %d changed data%n",
        whole.length, refused, changed);
    assertThat(refused).isGreaterThan(whole.length / 2);
    assertThat(changed).isGreaterThan(whole.length / 10);
  }

  private static long byteIn(String message) {
    Matcher place = Pattern.compile("at byte (\\d+)").matcher(message);
    assertThat(place.find()).as(message).isTrue();
    return Long.parseLong(place.group(1));
  }
}
