package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;

class GrowthTableTest {

  private static final Operation RANK = Operation.logarithmic("ZRANK", "ZRANK zset #member");
  private static final Operation SINTER = Operation.constant("SINTER", "SINTER a b").of(100);

  @Test
  void aCostThatGrowsFasterThanDocumentedIsNamed() {
    GrowthTable table = new GrowthTable(List.of(1_000, 1_000_000));
    add(table, RANK, "final", .5, 2);
    add(table, RANK, Contender.REDIS, .5, 4);
    add(table, SINTER, "final", .1, 50);
    add(table, SINTER, Contender.REDIS, .1, .1);
    assertThat(table.text())
        .containsPattern("ZRANK +O\\(log N\\) +final +0.500 +2.00 +4.00x +2.00x +0.500x +-\n")
        .containsPattern("SINTER +O\\(1\\) +final +0.100 +50.0 +500x +1.00x +500x +!\n")
        .contains("is marked: SINTER of final.");
  }

  @Test
  void withoutRedisThereIsNothingToCompareWith() {
    GrowthTable table = new GrowthTable(List.of(1_000, 100_000));
    add(table, RANK, "final", .5, .6);
    assertThat(table.text())
        .containsPattern("final +0.500 +- +- +1.67x +- +-\n")
        .contains("is marked: none.");
  }

  private static void add(
      GrowthTable table, Operation operation, String server, double first, double last) {
    table.add(server, operation, 1_000, first);
    table.add(server, operation, 1_000_000, last);
  }

  @Test
  void whatIsDocumentedOfOneIsSharedByNeighbours() {
    Operation range = Operation.linear("LRANGE", "LRANGE list #half #half+99").ofNeighbours(100);
    assertThat(range.documented()).isEqualTo("O(N + M)");
    assertThat(range.elements().applyAsInt(1_000)).isEqualTo(100);
    assertThat(range.units().applyAsDouble(900)).isEqualTo(10);
    assertThat(SINTER.ofAll().elements().applyAsInt(1_000)).isEqualTo(1_000);
  }

  @Test
  void marksBecomeNumbersAndMembers() {
    Operation all =
        Operation.constant("all", "A #size #half #half+99 #new", "B #random #member #key word");
    List<Bytes[]> turn = all.turn(1_000, 7);
    assertThat(turn.getFirst())
        .containsExactly(
            Bytes.of("A"),
            Bytes.of(1000),
            Bytes.of(500),
            Bytes.of(599),
            Bytes.of("elem000000001007"));
    int random = Integer.parseInt(turn.getLast()[1].text());
    assertThat(random).isBetween(0, 999);
    assertThat(turn.getLast())
        .containsExactly(
            Bytes.of("B"),
            Bytes.of(random),
            Bytes.of("elem%012d".formatted(random)),
            Bytes.of("key:%012d".formatted(random)),
            Bytes.of("word"));
    assertThat(all.turn(1_000, 8).getLast()[1]).isNotEqualTo(turn.getLast()[1]);
  }

  @Test
  void wordsThatAreNeitherASizeNorAFamilyAreNamed() throws IOException {
    assertThatThrownBy(() -> GrowthBench.compare(new String[] {"tree"}, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no family tree; there are [STRING, LIST,");
    assertThatThrownBy(() -> GrowthBench.compare(new String[] {"999"}, List.of()))
        .hasMessage("growth needs a size from 1000 to 100000000, not 999");
    assertThat(GrowthBench.compare(new String[] {"zset", "10000000"}, List.of()))
        .contains("1,000  100,000  10,000,000");
  }

  @Test
  void memoryIsComparedCollectionByCollection() {
    Map<String, MemoryBench.Cost> set = new LinkedHashMap<>();
    set.put("final", new MemoryBench.Cost(20, 21));
    set.put(Contender.REDIS, new MemoryBench.Cost(64, 70));
    Map<String, MemoryBench.Cost> alone = Map.of("final", new MemoryBench.Cost(18, 18));
    Map<String, Map<String, MemoryBench.Cost>> costs = new LinkedHashMap<>();
    costs.put("set", set);
    costs.put("list", alone);
    assertThat(MemoryBench.table(costs).plain())
        .containsPattern("set +final +20.0 +0.31x +21.0 +0.30x\n")
        .containsPattern("set +redis-server +64.0 +1.00x +70.0 +1.00x\n")
        .containsPattern("list +final +18.0 +- +18.0 +-\n");
    assertThatThrownBy(() -> MemoryBench.compare(new String[] {"many"}, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("memory needs a number of elements from 1 to 100000000, not many");
  }
}
