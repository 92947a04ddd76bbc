package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

class BenchReportTest {

  private static final List<String> MODULES = List.of("step01-ping", "step02-get-set", "final");
  private static final Path ROOT = Path.of("/repository");

  @Test
  void ratiosAreTakenRoundByRoundAndThenTheirMedian() {
    Results results = new Results();
    // The machine is half as fast in the second round: the ratio does not notice.
    add(results, "final", 1, 200_000, 4);
    add(results, Contender.REDIS, 1, 100_000, 8);
    add(results, "final", 2, 110_000, 8);
    add(results, Contender.REDIS, 2, 50_000, 16);
    add(results, "final", 3, 180_000, 4);
    add(results, Contender.REDIS, 3, 100_000, 8);
    String report =
        new BenchReport(options("-t", "set", "-P", "16"), results, contenders("final")).text();
    assertThat(report)
        .startsWith("Rounds: 3; medians")
        .contains("load      server        k ops/s  CPU us/cmd")
        .contains("SET P=16  final             180        4.00  0.500  1.00   2.00")
        .contains("SET P=16  final   2.00x (1.80-2.20)  0.50x (0.50-0.50)  1.00x (1.00-1.00)");
  }

  @Test
  void whatWasNotMeasuredIsADash() {
    Results results = new Results();
    results.addFirstPong("final", Duration.ofMillis(60));
    results.addMemory("final", new Results.Memory(81, 95));
    String report = new BenchReport(options(), results, contenders("final")).text();
    assertThat(report).contains("final                  60.0         81.0      33.0           -");
    assertThat(report).contains("redis-server              -            -         -           -");
  }

  @Test
  void theTableOfCostsIsMarkdownWithARowForEachServer() {
    Results one = new Results();
    Results crowd = new Results();
    add(one, "step01-ping", Workload.PING, 1, 1, 20_000);
    add(one, "step02-get-set", Workload.PING, 1, 1, 30_000);
    add(one, "step02-get-set", Workload.SET, 1, 1, 25_000);
    add(one, "final", Workload.SET, 1, 1, 50_000);
    add(one, Contender.REDIS, Workload.PING, 1, 1, 40_000);
    add(one, Contender.REDIS, Workload.SET, 1, 1, 50_000);
    add(crowd, "final", Workload.SET, 50, 16, 900_000);
    add(crowd, Contender.REDIS, Workload.SET, 50, 16, 600_000);
    String[] lines =
        new CostTable(one, crowd, contenders("step01-ping", "step02-get-set", "final"))
            .markdown()
            .split("\n");
    assertThat(lines).hasSize(6);
    assertThat(lines[2]).startsWith("| step01-ping | 20.0 | 1.00 | - | 0.50 | - | - | - | - | - |");
    assertThat(lines[3]).startsWith("| step02-get-set | 25.0 | 1.00 | 1.50 | 0.50 | - |");
    assertThat(lines[4])
        .startsWith("| final | 50.0 | 1.00 | 2.00 | 1.00 | 900 | 4.00 | 1.00 | - | 1.50 |");
    assertThat(lines[5]).startsWith("| redis-server | 50.0 | 1.00 | - | - | 600 |");
  }

  @Test
  void medianIsTheMiddleOfWhatIsKnown() {
    assertThat(Median.of(List.of(3.0, 1.0, Double.NaN, 2.0))).isEqualTo(new Median(2, 1, 3));
    assertThat(Median.of(List.of(1.0, 2.0)).middle()).isEqualTo(1.5);
    assertThat(Median.of(List.of()).ratio()).isEqualTo("-");
    assertThat(Median.figure(1234.5)).isEqualTo("1235");
    assertThat(Median.figure(.3456)).isEqualTo("0.346");
  }

  @Test
  void optionsAreReadAndWhatIsWrongIsNamed() {
    BenchOptions options = options("step02", "final", "-t", "get,lpush", "-P", "1,16", "--quick");
    assertThat(options.modules()).containsExactly("step02-get-set", "final");
    assertThat(options.tests()).containsExactly(Workload.GET, Workload.LPUSH);
    assertThat(options.requests(16)).isEqualTo(320_000);
    assertThat(options.memory()).isFalse();
    assertThat(options.load(Workload.GET, 50, 16).requests()).isEqualTo(320_000);
    assertThat(options.load(Workload.SINTER, 50, 16).requests()).isEqualTo(32_000);
    assertThat(options("--all").modules()).isEqualTo(MODULES);
    assertThat(options().modules()).containsExactly("final");
    assertThatThrownBy(() -> options("-t", "foo")).hasMessageEndingWith("there is no foo");
    assertThatThrownBy(() -> options("-P", "0"))
        .hasMessage("-P needs a number from 1 to 10000, not 0");
    assertThatThrownBy(() -> options("step09")).hasMessageStartingWith("no module step09");
    assertThatThrownBy(() -> options("--foo")).hasMessage("Unknown option: '--foo'");
  }

  @Test
  void theSystemsBookKeepingIsRead() throws IOException {
    String stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 7 0 0 0 150 50 0 0 20 0 1 0 9 9 9";
    assertThat(ProcessStat.cpuMicros(stat)).isEqualTo(2_000_000);
    assertThat(ProcessStat.cpuMicros(ProcessHandle.current())).isPositive();
    Pattern total = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    assertThat(LiveBytes.number(total, "   1: 2 48 [B\nTotal     123     45678\n"))
        .isEqualTo(45678);
    String holes = "  2:  9703  11753  [Ljdk.internal.vm.FillerElement; (java.base@25)\n";
    assertThat(LiveBytes.liveBytes(holes + "Total     123     45678\n")).isEqualTo(45678 - 11753);
    assertThatThrownBy(() -> LiveBytes.number(total, "no such process"))
        .hasMessage("no amount of memory in: no such process");
  }

  private static BenchOptions options(String... args) {
    return BenchOptions.parse(args, MODULES);
  }

  private static List<Contender> contenders(String... modules) {
    Stream<Contender> ours = Stream.of(modules).map(name -> Contender.module(ROOT, name, "no"));
    return Stream.concat(ours, Stream.of(Contender.redis("no"))).toList();
  }

  private static void add(Results results, String server, int round, double rate, double cpu) {
    Results.Key key = new Results.Key(server, Workload.SET, 50, 16);
    results.add(round, key, new Results.Sample(new Trial.Result(rate, .5, 1, 2), cpu));
  }

  private static void add(
      Results results, String server, Workload workload, int clients, int pipeline, double rate) {
    Results.Key key = new Results.Key(server, workload, clients, pipeline);
    results.add(1, key, new Results.Sample(new Trial.Result(rate, .5, 1, 2), 4));
  }
}
