package course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiffTest {

  private static List<String> lines(String letters) {
    return letters.isEmpty() ? List.of() : List.of(letters.split(""));
  }

  private static String shown(String before, String after) {
    StringBuilder way = new StringBuilder();
    for (Diff.Line line : Diff.of(lines(before), lines(after))) {
      way.append(List.of("", "-", "+").get(line.kind().ordinal())).append(line.text());
    }
    return way.toString();
  }

  @Test
  void theShortestWayIsFound() {
    assertThat(shown("abc", "abc")).isEqualTo("abc");
    assertThat(shown("", "ab")).isEqualTo("+a+b");
    assertThat(shown("ab", "")).isEqualTo("-a-b");
    assertThat(shown("", "")).isEmpty();
    assertThat(shown("abcd", "acxd")).isEqualTo("a-bc+xd");
    assertThat(Diff.of(lines("abcabba"), lines("cbabac")))
        .filteredOn(line -> line.kind() != Diff.Kind.KEPT)
        .hasSize(5);
  }

  @Test
  void anyWayLeadsFromTheOldToTheNewAndIsAsShortAsTheLongestCommonPartAllows() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      List<String> before = randomLines(random);
      List<String> after = randomLines(random);
      List<Diff.Line> diff = Diff.of(before, after);
      assertThat(walk(diff, Diff.Kind.REMOVED)).isEqualTo(before);
      assertThat(walk(diff, Diff.Kind.ADDED)).isEqualTo(after);
      assertThat(Diff.count(diff, Diff.Kind.KEPT)).isEqualTo(longestCommon(before, after));
    }
  }

  private static List<String> randomLines(Random random) {
    List<String> lines = new ArrayList<>();
    for (int n = random.nextInt(12); n > 0; n--) lines.add("" + "abcd".charAt(random.nextInt(4)));
    return lines;
  }

  private static List<String> walk(List<Diff.Line> diff, Diff.Kind kind) {
    return diff.stream()
        .filter(line -> line.kind() == Diff.Kind.KEPT || line.kind() == kind)
        .map(Diff.Line::text)
        .toList();
  }

  private static int longestCommon(List<String> a, List<String> b) {
    if (a.isEmpty() || b.isEmpty()) return 0;
    int[][] best = new int[a.size() + 1][b.size() + 1];
    for (int i = 1; i <= a.size(); i++) {
      for (int j = 1; j <= b.size(); j++) {
        boolean same = a.get(i - 1).equals(b.get(j - 1));
        best[i][j] = same ? best[i - 1][j - 1] + 1 : Math.max(best[i - 1][j], best[i][j - 1]);
      }
    }
    return best[a.size()][b.size()];
  }
}
