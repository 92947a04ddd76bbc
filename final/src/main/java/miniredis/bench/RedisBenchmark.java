package miniredis.bench;

import module java.base;

/** Redis's own load generator, run as a process, and its report read. */
final class RedisBenchmark implements Trial.Generator {

  /** It never gives up on a server that has died, so we do. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final String NUMBER = "([\\d.]+)";
  private static final Pattern RATE =
      Pattern.compile("throughput summary: " + NUMBER + " requests per second");
  private static final Pattern PERCENTILE =
      Pattern.compile("(?m)^" + NUMBER + "% <= " + NUMBER + " milliseconds \\(cumulative");

  static boolean installed() {
    return Programs.find("redis-benchmark").isPresent();
  }

  @Override
  public Trial.Result put(Trial load, int port) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("redis-benchmark", "-h", "127.0.0.1"));
    command.addAll(List.of("-p", "" + port, "-c", "" + load.clients(), "-n", "" + load.requests()));
    command.addAll(List.of("-P", "" + load.pipeline(), "-r", "" + load.keyspace()));
    command.addAll(load.workload().words(load));
    try (OwnProcess process = new OwnProcess(command)) {
      if (!process.ended(LONGEST)) {
        throw new IOException("redis-benchmark is not done after two minutes: " + load);
      }
      if (process.exitCode() != 0) throw new IOException(process.output().strip());
      return parse(process.output());
    }
  }

  /** Reads the text report: the CSV one has no p99.9. */
  static Trial.Result parse(String report) throws IOException {
    Matcher rate = RATE.matcher(report);
    if (!rate.find()) throw new IOException("redis-benchmark said: " + report.strip());
    // A second list, of round milliseconds, follows the percentiles.
    String percentiles = report.split("Cumulative distribution")[0];
    return new Trial.Result(
        Double.parseDouble(rate.group(1)),
        percentile(percentiles, 50),
        percentile(percentiles, 99),
        percentile(percentiles, 99.9));
  }

  /** The first line at or above a percentage; redis-benchmark prints 99.219 and 99.902. */
  private static double percentile(String report, double percentage) {
    Matcher line = PERCENTILE.matcher(report);
    while (line.find()) {
      if (Double.parseDouble(line.group(1)) >= percentage) {
        return Double.parseDouble(line.group(2));
      }
    }
    return Double.NaN;
  }
}
