package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientStartTest {

  @Test
  void theProcessorTimeOfChildrenIsReadFromWhatTheShellTells() {
    String dash = "0m0.001000s 0m0.002000s\n0m0.070000s 0m0.010000s\n";
    assertThat(ClientStart.childrenMillis(dash)).isEqualTo(80);
    String bash = "0m0.001s 0m0.002s\n1m0.070s 0m0.010s\n";
    assertThat(ClientStart.childrenMillis(bash)).isEqualTo(60_080);
  }
}
