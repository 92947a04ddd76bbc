package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListValueTest {

  @Test
  void itDoesWhatASlowListWouldDo() {
    Random random = new Random(6);
    ListValue list = new ListValue();
    List<Bytes> model = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      // More pushing than popping at first, then the other way round.
      int choice = random.nextInt(10) + (i < 10_000 ? 0 : 2);
      Bytes element = Bytes.of("e" + i);
      if (choice < 3) {
        list.pushTail(element);
        model.addLast(element);
      } else if (choice < 6) {
        list.pushHead(element);
        model.addFirst(element);
      } else if (!model.isEmpty() && choice % 2 == 0) {
        assertThat(list.popHead()).isEqualTo(model.removeFirst());
      } else if (!model.isEmpty()) {
        assertThat(list.popTail()).isEqualTo(model.removeLast());
      }
      assertThat(list.length()).isEqualTo(model.size());
      if (i % 500 == 0) assertThat(list.elements()).isEqualTo(model);
    }
  }

  @Test
  void aCopyStaysAsItIs() {
    ListValue list = new ListValue();
    for (int i = 0; i < 20; i++) list.pushHead(Bytes.of("e" + i));
    ListValue copy = (ListValue) list.copy();
    list.popHead();
    list.pushTail(Bytes.of("new"));
    assertThat(copy.length()).isEqualTo(20);
    assertThat(copy.get(0)).isEqualTo(Bytes.of("e19"));
    assertThat(copy.get(19)).isEqualTo(Bytes.of("e0"));
  }
}
