package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;
import miniredis.value.HyperLogLog;
import miniredis.value.Limits;
import miniredis.value.StringValue;

/**
 * PFSELFTEST: whether a HyperLogLog reckons rightly on this machine. It sees a million different
 * things, in the dense form and, as long as that may be, in the sparse one, and both must hold the
 * same registers and estimate well.
 */
final class HyperLogLogSelfTest {

  private static final int THINGS = 1_000_000;

  /** The estimates are compared after one thing, two, four and so on. */
  private static final double STANDARD_ERROR = 1.04 / Math.sqrt(HyperLogLog.REGISTERS);

  private static final int MOST_STANDARD_ERRORS = 4;

  private HyperLogLogSelfTest() {}

  static Reply run() {
    Random random = new Random();
    HyperLogLog dense = empty();
    HyperLogLog sparse = empty();
    dense.makeDense();
    for (int seen = 1; seen <= THINGS; seen++) {
      Bytes thing = Bytes.of(random.nextLong());
      boolean changed = dense.add(thing);
      if (sparse.add(thing) != changed) return Reply.error("TESTFAILED dense/sparse disagree");
      if (Integer.bitCount(seen) > 1) continue;
      String fault = compare(dense, sparse, seen);
      if (fault != null) return Reply.error("TESTFAILED " + fault);
    }
    return Reply.OK;
  }

  private static HyperLogLog empty() {
    return HyperLogLog.create(new StringValue(Bytes.EMPTY), new Limits());
  }

  private static String compare(HyperLogLog dense, HyperLogLog sparse, int seen) {
    byte[] registers = registers(dense);
    byte[] others = registers(sparse);
    int differing = Arrays.mismatch(registers, others);
    if (differing >= 0) {
      return "Register %s should be %s but is %s"
          .formatted(differing, registers[differing], others[differing]);
    }
    long estimate = dense.estimate();
    long error = Math.abs(estimate - seen);
    boolean good = error <= Math.ceil(seen * STANDARD_ERROR * MOST_STANDARD_ERRORS);
    return good ? null : "Too big error. card:%s abserr:%s".formatted(seen, error);
  }

  private static byte[] registers(HyperLogLog log) {
    byte[] registers = new byte[HyperLogLog.REGISTERS];
    log.mergeInto(registers);
    return registers;
  }
}
