package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.MurmurHash;

/**
 * About how many different things have been seen, in at most 12 kilobytes, however many they were:
 * with a standard error of 0.81%.
 *
 * <p>The idea: among random numbers every second one ends in 1, every fourth in 10, every eighth in
 * 100. Whoever has seen one that ends in 1000000000 has probably seen about a thousand. So each
 * thing is hashed; 14 bits of the hash choose one of 16,384 registers, and the register keeps the
 * longest run of zeros, with the 1 behind it, that the other 50 bits have ended in. One register
 * guesses badly, all of them together well ({@link #estimate}). To see a thing again changes
 * nothing, and to unite two of them is to take the larger of each pair of registers.
 *
 * <p>It is a string to everybody else, in the very bytes that Redis keeps there:
 *
 * <pre>
 *   "HYLL" | encoding, 0 dense or 1 sparse (1) | unused (3) | last estimate (8) | registers
 *
 *   dense    six bits each, the lowest bits of the first byte first
 *   sparse   runs of equal registers:   00LLLLLL           L+1 registers are 0
 *                                       01LLLLLL LLLLLLLL  L+1 registers are 0
 *                                       1VVVVVLL           L+1 registers are V+1
 * </pre>
 *
 * <p>The highest bit of the last estimate says that it is outdated. A sparse one begins with 18
 * bytes and costs O(n) of its bytes to change, so it becomes dense when it needs more than the
 * {@link Limits} allow, or a register above 32; then everything is O(1).
 *
 * <p>A view of a string, made for one command. Whatever finds the runs to be damaged throws an
 * {@link IllegalArgumentException}. Belongs to the one thread that runs commands.
 */
public final class HyperLogLog {

  public static final int REGISTERS = 1 << 14;

  private static final Bytes MAGIC = Bytes.of("HYLL");
  private static final int ENCODING = 4;
  private static final byte DENSE = 0;
  private static final byte SPARSE = 1;
  private static final int ESTIMATE = 8;
  private static final int HEAD = 16;
  private static final int BITS = 6;
  private static final int HIGHEST = (1 << BITS) - 1;
  private static final int DENSE_SIZE = HEAD + REGISTERS * BITS / 8;

  /** What is left of a hash when a register has been chosen. */
  private static final int HASH_BITS = 50;

  private static final int MOST_ZEROS = 64;
  private static final int MOST_VALUES = 4;
  private static final int HIGHEST_SPARSE = 32;

  /** One run, cut into three of which one is long: the most that replaces it. */
  private static final int LONGEST_REPLACEMENT = 5;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final StringValue string;
  private final Limits limits;

  /** A view of a string that {@linkplain #isOne is one}. */
  public HyperLogLog(StringValue string, Limits limits) {
    this.string = string;
    this.limits = limits;
  }

  /** Writes one that has seen nothing into an empty string. */
  public static HyperLogLog create(StringValue string, Limits limits) {
    byte[] empty = new byte[HEAD + 2];
    MAGIC.copyTo(empty, 0);
    empty[ENCODING] = SPARSE;
    writeLongZeros(empty, HEAD, REGISTERS);
    string.append(Bytes.wrap(empty));
    return new HyperLogLog(string, limits);
  }

  /** Whether a string looks like one; whether its runs are as they should be is not looked at. */
  public static boolean isOne(StringValue string) {
    byte[] array = string.array();
    if (string.length() < HEAD) return false;
    for (int i = 0; i < MAGIC.length(); i++) if (array[i] != MAGIC.at(i)) return false;
    return array[ENCODING] == SPARSE || array[ENCODING] == DENSE && string.length() == DENSE_SIZE;
  }

  public boolean isDense() {
    return string.at(ENCODING) == DENSE;
  }

  // Seeing things

  /** Sees a thing; whether that has changed a register. */
  public boolean add(Bytes thing) {
    long hash = MurmurHash.of(thing);
    int register = (int) hash & REGISTERS - 1;
    int run = 1 + Long.numberOfTrailingZeros(hash >>> 64 - HASH_BITS | 1L << HASH_BITS);
    return raise(register, run);
  }

  /** Raises a register to a value; false if it is as high already. */
  public boolean raise(int register, int value) {
    if (!isDense()) {
      if (value <= HIGHEST_SPARSE) return raiseSparse(register, value);
      makeDense();
    }
    if (dense(string.array(), register) >= value) return false;
    setDense(register, value);
    return true;
  }

  /** Says that the estimate that was made last is outdated. */
  public void outdate() {
    string.set(HEAD - 1, (byte) (string.at(HEAD - 1) | 0x80));
  }

  // Dense registers

  private static int dense(byte[] array, int register) {
    int at = HEAD + register * BITS / 8;
    int shift = register * BITS % 8;
    int word = array[at] & 0xff;
    if (shift > 8 - BITS) word |= (array[at + 1] & 0xff) << 8;
    return word >> shift & HIGHEST;
  }

  private void setDense(int register, int value) {
    int at = HEAD + register * BITS / 8;
    int shift = register * BITS % 8;
    int word = string.at(at) & ~(HIGHEST << shift) | value << shift;
    string.set(at, (byte) word);
    if (shift <= 8 - BITS) return;
    int above = string.at(at + 1) & ~(HIGHEST >> 8 - shift) | value >> 8 - shift;
    string.set(at + 1, (byte) above);
  }

  /** Gives each register bits of its own; the estimate stays. */
  public void makeDense() {
    if (isDense()) return;
    byte[] registers = new byte[REGISTERS];
    mergeInto(registers);
    byte[] head = Arrays.copyOf(string.array(), HEAD);
    head[ENCODING] = DENSE;
    string.reserve(DENSE_SIZE);
    string.replace(0, string.length(), Arrays.copyOf(head, DENSE_SIZE), DENSE_SIZE);
    for (int i = 0; i < REGISTERS; i++) if (registers[i] != 0) setDense(i, registers[i]);
  }

  // Sparse registers: a run is named by where it begins

  private static boolean isValue(byte[] array, int at) {
    return array[at] < 0;
  }

  private static boolean isLongZeros(byte[] array, int at) {
    return (array[at] & 0xc0) == 0x40;
  }

  /** How many bytes a run takes. */
  private static int size(byte[] array, int at) {
    return isLongZeros(array, at) ? 2 : 1;
  }

  /** How many registers a run stands for. */
  private int span(byte[] array, int at) {
    if (isValue(array, at)) return (array[at] & 3) + 1;
    if (!isLongZeros(array, at)) return (array[at] & 0x3f) + 1;
    int low = at + 1 < string.length() ? array[at + 1] & 0xff : 0;
    return ((array[at] & 0x3f) << 8 | low) + 1;
  }

  /** What the registers of a run hold. */
  private static int value(byte[] array, int at) {
    return isValue(array, at) ? (array[at] >> 2 & 0x1f) + 1 : 0;
  }

  private static int writeValue(byte[] array, int at, int value, int span) {
    array[at] = (byte) (0x80 | value - 1 << 2 | span - 1);
    return at + 1;
  }

  private static int writeZeros(byte[] array, int at, int span) {
    if (span > MOST_ZEROS) return writeLongZeros(array, at, span);
    array[at] = (byte) (span - 1);
    return at + 1;
  }

  private static int writeLongZeros(byte[] array, int at, int span) {
    array[at] = (byte) (0x40 | span - 1 >> 8);
    array[at + 1] = (byte) (span - 1);
    return at + 2;
  }

  /**
   * Cuts the run of the register in up to three: what is before the register, the register, what is
   * behind it. If that makes the string too long, it becomes dense instead. Of a damaged string
   * whose last run is cut off, as much is missing afterwards as before: as in Redis.
   */
  private boolean raiseSparse(int register, int value) {
    byte[] array = string.array();
    int end = string.length();
    int previous = HEAD;
    int at = HEAD;
    int first = 0;
    while (at < end && register >= first + span(array, at)) {
      first += span(array, at);
      previous = at;
      at += size(array, at);
    }
    if (at >= end) throw damaged();
    int before = value(array, at);
    if (before >= value) return false;
    int size = size(array, at);
    int missing = Math.max(0, at + size - end);
    byte[] runs = new byte[LONGEST_REPLACEMENT];
    int length = writeRun(runs, 0, before, register - first);
    length = writeValue(runs, length, value, 1);
    length = writeRun(runs, length, before, first + span(array, at) - 1 - register);
    if (length > size && end + length - size > limits.hllSparse) {
      makeDense();
      setDense(register, value);
    } else {
      string.replace(at, at + size - missing, runs, length - missing);
      joinRuns(previous);
    }
    return true;
  }

  private static int writeRun(byte[] array, int at, int value, int span) {
    if (span == 0) return at;
    return value == 0 ? writeZeros(array, at, span) : writeValue(array, at, value, span);
  }

  /** Makes one of neighbouring runs of the same value, among the five from a place on. */
  private void joinRuns(int from) {
    int at = from;
    for (int left = 5; left > 0 && at < string.length(); left--) {
      byte[] array = string.array();
      int next = at + 1;
      boolean pair = isValue(array, at) && next < string.length() && isValue(array, next);
      int span = pair ? span(array, at) + span(array, next) : 0;
      if (pair && value(array, at) == value(array, next) && span <= MOST_VALUES) {
        byte[] joined = new byte[1];
        writeValue(joined, 0, value(array, at), span);
        string.replace(at, next + 1, joined, 1);
      } else {
        at += size(array, at);
      }
    }
  }

  /** The runs as PFDEBUG shows them: {@code Z:n} and {@code z:n} zeros, {@code v:value,n}. */
  public String runs() {
    byte[] array = string.array();
    StringJoiner shown = new StringJoiner(" ");
    for (int at = HEAD; at < string.length(); at += size(array, at)) {
      int span = span(array, at);
      if (isValue(array, at)) shown.add("v:" + value(array, at) + "," + span);
      else shown.add((isLongZeros(array, at) ? "Z:" : "z:") + span);
    }
    return shown.toString();
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("the runs do not make up the registers");
  }

  // Many registers

  /** Raises registers, a byte each, to what they are here. */
  public void mergeInto(byte[] registers) {
    byte[] array = string.array();
    if (isDense()) {
      mergeDenseInto(registers);
      return;
    }
    int first = 0;
    for (int at = HEAD; at < string.length(); at += size(array, at)) {
      int span = span(array, at);
      int value = value(array, at);
      if (first + span > REGISTERS) throw damaged();
      for (int i = first; i < first + span && value > 0; i++) {
        registers[i] = (byte) Math.max(registers[i], value);
      }
      first += span;
    }
    if (first != REGISTERS) throw damaged();
  }

  /** Three bytes are four registers: they are read together. */
  private void mergeDenseInto(byte[] registers) {
    byte[] array = string.array();
    for (int i = 0, at = HEAD; i < REGISTERS; i += 4, at += 3) {
      int four = array[at] & 0xff | (array[at + 1] & 0xff) << 8 | (array[at + 2] & 0xff) << 16;
      for (int j = 0; j < 4; j++) {
        int value = four >> j * BITS & HIGHEST;
        registers[i + j] = (byte) Math.max(registers[i + j], value);
      }
    }
  }

  /** The estimate that was made last, or -1 if it is outdated. */
  public long lastEstimate() {
    long last = (long) LONG.get(string.array(), ESTIMATE);
    return last < 0 ? -1 : last;
  }

  /** Makes a new estimate and keeps it. */
  public long estimate() {
    int[] histogram = new int[HIGHEST + 1];
    byte[] array = string.array();
    if (isDense()) {
      for (int i = 0; i < REGISTERS; i++) histogram[dense(array, i)]++;
    } else {
      int seen = 0;
      for (int at = HEAD; at < string.length(); at += size(array, at)) {
        histogram[value(array, at)] += span(array, at);
        seen += span(array, at);
      }
      if (seen != REGISTERS) throw damaged();
    }
    long estimate = estimate(histogram);
    byte[] kept = new byte[Long.BYTES];
    LONG.set(kept, 0, estimate);
    string.write(ESTIMATE, Bytes.wrap(kept));
    return estimate;
  }

  /** The estimate for registers of a byte each. */
  public static long estimate(byte[] registers) {
    int[] histogram = new int[HIGHEST + 1];
    for (byte register : registers) histogram[register]++;
    return estimate(histogram);
  }

  /**
   * Otmar Ertl's estimator ("New cardinality estimation algorithms for HyperLogLog sketches",
   * 2017): needs no table of corrections, because it knows that a register may be empty, or full,
   * for want of bits.
   *
   * @param histogram how many registers have each value
   */
  private static long estimate(int[] histogram) {
    double registers = REGISTERS;
    double sum = registers * tau((registers - histogram[HASH_BITS + 1]) / registers);
    for (int value = HASH_BITS; value >= 1; value--) sum = (sum + histogram[value]) * 0.5;
    sum += registers * sigma(histogram[0] / registers);
    double biasCorrection = 0.721347520444481703680;
    return Math.round(biasCorrection * registers * registers / sum);
  }

  /** What the full registers add. */
  private static double tau(double part) {
    if (part == 0 || part == 1) return 0;
    double x = part;
    double y = 1;
    double sum = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = sum;
      y *= 0.5;
      sum -= (1 - x) * (1 - x) * y;
    } while (before != sum);
    return sum / 3;
  }

  /** What the empty registers add. */
  private static double sigma(double part) {
    if (part == 1) return Double.POSITIVE_INFINITY;
    double x = part;
    double y = 1;
    double sum = x;
    double before;
    do {
      x *= x;
      before = sum;
      sum += x * y;
      y += y;
    } while (before != sum);
    return sum;
  }
}
