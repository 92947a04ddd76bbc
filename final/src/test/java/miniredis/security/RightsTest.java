package miniredis.security;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Category;
import miniredis.command.CommandTable;
import miniredis.command.Flag;
import miniredis.command.Group;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;

class RightsTest {

  private final Rights rights = new Rights();
  private final CommandTable table = new CommandTable();

  @Test
  void noTwoRightsHaveOneNumber() {
    table.add("GET", 2, _ -> Reply.OK);
    table.group(Group.SERVER).addContainer("CONFIG");
    table.add("CONFIG|GET", 3, _ -> Reply.OK);
    rights.know(table.all());
    List<Integer> numbers =
        rights.all().stream()
            .flatMap(each -> Stream.concat(Stream.of(each), each.parts().stream()))
            .map(Right::number)
            .toList();
    assertThat(numbers).doesNotHaveDuplicates().hasSizeGreaterThan(30);
  }

  /** Once it is built, it has the table's categories, and is there once. */
  @Test
  void whatIsInTheTableIsNotAbsent() {
    table.group(Group.SERVER).add("MONITOR", 1, _ -> Reply.OK, Flag.WRITE);
    rights.know(table.all());
    assertThat(rights.find(Bytes.of("Monitor")).categories()).contains(Category.WRITE);
    assertThat(rights.in(Category.SLOW))
        .filteredOn(each -> each.name().equals("monitor"))
        .hasSize(1);
    assertThat(rights.find(Bytes.of("psync")).categories()).doesNotContain(Category.WRITE);
  }

  @Test
  void aCommandKeepsItsRightUnderAnotherName() {
    table.add("GET", 2, _ -> Reply.OK);
    rights.know(table.all());
    table.put(Bytes.of("fetch"), table.remove(Bytes.of("get")));
    assertThat(rights.find(Bytes.of("get")).number())
        .isEqualTo(table.find(Bytes.of("fetch")).number());
    assertThat(rights.find(Bytes.of("fetch"))).isNull();
  }
}
