package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class BitsTest {

  private static boolean isSet(byte[] bytes, long bit) {
    return (bytes[(int) (bit >> 3)] & Bits.mask(bit)) != 0;
  }

  @Test
  void bitZeroIsTheHighestOfTheFirstByte() {
    assertThat(Bits.mask(0)).isEqualTo(0x80);
    assertThat(Bits.mask(7)).isEqualTo(1);
    assertThat(Bits.mask(8)).isEqualTo(0x80);
  }

  @Test
  void countingAndFindingGiveWhatLookingAtEachBitGives() {
    RandomGenerator random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(40)];
      if (random.nextBoolean()) Arrays.fill(bytes, (byte) -1);
      for (int i = random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      long first = random.nextInt(bytes.length * 8);
      long last = first + random.nextInt((int) (bytes.length * 8 - first));
      LongPredicate one = bit -> isSet(bytes, bit);
      assertThat(Bits.count(bytes, first, last))
          .isEqualTo(LongStream.rangeClosed(first, last).filter(one).count());
      assertThat(Bits.find(bytes, true, first, last))
          .isEqualTo(LongStream.rangeClosed(first, last).filter(one).findFirst().orElse(-1));
      assertThat(Bits.find(bytes, false, first, last))
          .isEqualTo(
              LongStream.rangeClosed(first, last).filter(one.negate()).findFirst().orElse(-1));
    }
  }
}
