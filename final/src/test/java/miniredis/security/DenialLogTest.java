package miniredis.security;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.security.DenialLog.Reason;
import org.junit.jupiter.api.Test;

class DenialLogTest {

  private long most = 128;
  private final DenialLog log = new DenialLog(() -> most);
  private long now = 1_000_000;

  private void deny(String object) {
    log.add(Reason.KEY, "toplevel", Bytes.of(object), Bytes.of("ann"), "id=" + now, now);
  }

  private String shown() {
    return log.latest(1000).stream()
        .map(each -> each.object().text() + each.count())
        .collect(Collectors.joining(" "));
  }

  @Test
  void theLatestComesFirst() {
    deny("a");
    deny("b");
    assertThat(shown()).isEqualTo("b1 a1");
    assertThat(log.latest(1)).extracting(each -> each.object().text()).containsExactly("b");
    assertThat(log.latest(-1)).isEmpty();
  }

  @Test
  void theSameAgainWithinAMinuteIsCountedAndComesFirst() {
    deny("a");
    deny("b");
    now += 60_000;
    deny("a");
    assertThat(shown()).isEqualTo("a2 b1");
    assertThat(log.latest(1).getFirst().client()).isEqualTo("id=" + now);
    assertThat(log.latest(1).getFirst().age(now + 1500)).isEqualTo(1.5);
  }

  @Test
  void theMinuteBeginsAnewEachTime() {
    deny("a");
    now += 50_000;
    deny("a");
    now += 50_000;
    deny("a");
    assertThat(shown()).isEqualTo("a3");
    now += 60_001;
    deny("a");
    assertThat(shown()).isEqualTo("a1 a3");
  }

  @Test
  void anotherReasonContextOrUserIsAnotherEntry() {
    deny("a");
    log.add(Reason.CHANNEL, "toplevel", Bytes.of("a"), Bytes.of("ann"), "", now);
    log.add(Reason.KEY, "multi", Bytes.of("a"), Bytes.of("ann"), "", now);
    log.add(Reason.KEY, "toplevel", Bytes.of("a"), Bytes.of("bob"), "", now);
    assertThat(shown()).isEqualTo("a1 a1 a1 a1");
  }

  @Test
  void whetherItIsTheSameIsLookedForAmongTheLastTenOnly() {
    for (int i = 0; i <= 10; i++) deny("k" + i + "/");
    deny("k1/");
    assertThat(shown()).startsWith("k1/2 k10/1");
    deny("k0/");
    assertThat(shown()).startsWith("k0/1 k1/2").endsWith("k2/1 k0/1");
  }

  @Test
  void noMoreIsKeptThanTheSettingSays() {
    for (int i = 0; i < 5; i++) deny("k" + i + "/");
    most = 3;
    assertThat(log.latest(1000)).as("until the next").hasSize(5);
    deny("x");
    assertThat(shown()).isEqualTo("x1 k4/1 k3/1");
    most = 0;
    deny("y");
    assertThat(shown()).isEmpty();
  }

  @Test
  void whatIsClearedIsStillCounted() {
    deny("a");
    deny("a");
    log.clear();
    assertThat(shown()).isEmpty();
    assertThat(log.count(Reason.KEY)).isEqualTo(2);
    assertThat(log.count(Reason.AUTH)).isZero();
  }
}
