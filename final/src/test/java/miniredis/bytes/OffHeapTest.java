package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Long strings outside of the heap: what they are, and when they are freed. */
class OffHeapTest {

  private static final int LENGTH = 50_000;

  private final OffHeap offHeap = new OffHeap(1 << 20);
  private final byte[] content = new byte[LENGTH];

  OffHeapTest() {
    new Random(3).nextBytes(content);
  }

  @AfterEach
  void end() {
    offHeap.close();
  }

  private OffHeapBytes string() {
    return offHeap.copyOf(content, 0, LENGTH);
  }

  @Test
  void itIsAStringLikeAnyOther() {
    Bytes inside = Bytes.copyOf(content, 0, LENGTH);
    Bytes outside = string();
    assertThat(outside).isEqualTo(inside).hasSameHashCodeAs(inside);
    assertThat(inside).isEqualTo(outside);
    assertThat(outside.compareTo(inside)).isZero();
    assertThat(outside.length()).isEqualTo(LENGTH);
    assertThat(outside.isEmpty()).isFalse();
    assertThat(outside.at(LENGTH - 1)).isEqualTo(content[LENGTH - 1]);
    assertThat(outside.slice(10, 20)).isEqualTo(inside.slice(10, 20));
    assertThat(outside.slice(0, LENGTH)).isEqualTo(inside).isNotInstanceOf(OffHeapBytes.class);
    assertThat(outside.latinText()).isEqualTo(inside.latinText());
    assertThat(outside.toString()).isEqualTo(inside.toString());
    assertThat(outside.toLowerCase()).isEqualTo(inside.toLowerCase());
    assertThat(outside.isVisible()).isFalse();
    assertThat(outside.is("set")).isFalse();
    BytesBuilder both = new BytesBuilder(16).append((byte) 1).append(outside).append(inside);
    assertThat(both.length()).isEqualTo(1 + 2 * LENGTH);
    assertThat(both.toBytes().slice(1, 1 + LENGTH)).isEqualTo(inside);
    assertThat(both.toBytes().slice(1 + LENGTH, 1 + 2 * LENGTH)).isEqualTo(inside);
  }

  @Test
  void aViewIsNoCopy() {
    OffHeapBytes string = string();
    ByteBuffer view = string.view(5, 10);
    string.write(5, new byte[] {42}, 0, 1);
    assertThat(view.remaining()).isEqualTo(10);
    assertThat(view.get(0)).isEqualTo((byte) 42);
  }

  @Test
  void whatIsDroppedIsFreedAtTheEndOfTheTurnAndNotUsedAnyMore() {
    OffHeapBytes string = string();
    long taken = offHeap.bytes();
    assertThat(taken).isEqualTo(LENGTH);
    string.drop();
    string.drop();
    assertThat(string.at(0)).isEqualTo(content[0]);
    offHeap.endTurn();
    assertThat(offHeap.bytes()).isZero();
    assertThatThrownBy(string::array).isInstanceOf(IllegalStateException.class);
    offHeap.endTurn();
    assertThat(offHeap.bytes()).isZero();
  }

  @Test
  void aReaderKeepsWhatItsOwnerHasDropped() {
    OffHeapBytes string = string();
    string.pin();
    string.pin();
    string.drop();
    offHeap.endTurn();
    string.unpin();
    offHeap.endTurn();
    assertThat(string.array()).isEqualTo(content);
    string.unpin();
    offHeap.endTurn();
    assertThat(offHeap.bytes()).isZero();
  }

  @Test
  void aReaderDoesNotFreeWhatItsOwnerKeeps() {
    OffHeapBytes string = string();
    string.keep(new OffHeap.Holding());
    string.pin();
    string.unpin();
    string.dropUnlessKept();
    offHeap.endTurn();
    assertThat(string.array()).isEqualTo(content);
  }

  @Test
  void whereThereIsNoRoomThereIsNoString() {
    List<OffHeapBytes> strings = new ArrayList<>();
    for (OffHeapBytes each = string(); each != null; each = string()) strings.add(each);
    assertThat(strings).hasSize((1 << 20) / LENGTH);
    assertThat(strings.getFirst().resize(1 << 20)).isFalse();
    strings.getFirst().drop();
    offHeap.endTurn();
    assertThat(string()).isNotNull();
  }

  @Test
  void oneThatGrowsKeepsItsBytes() {
    OffHeapBytes string = string();
    assertThat(string.resize(500_000)).isTrue();
    assertThat(string.length()).isEqualTo(500_000);
    assertThat(string.slice(0, LENGTH).array()).isEqualTo(content);
    assertThat(offHeap.bytes()).isEqualTo(500_000);
  }

  @Test
  void whatNobodyHasDroppedAndNobodyHasIsFreedInTheEnd() {
    for (int i = 0; i < 10; i++) string();
    Instant end = Instant.now().plusSeconds(20);
    while (offHeap.bytes() > 0 && Instant.now().isBefore(end)) {
      System.gc();
      offHeap.sweep();
    }
    assertThat(offHeap.bytes()).isZero();
  }
}
