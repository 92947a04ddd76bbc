/**
 * Tools beside the server: a small netcat, the benchmark, and what looks into its files.
 *
 * <p>May import every room above it. Start at {@link miniredis.tools.BenchMain} and {@link
 * miniredis.tools.NcMain}. What a benchmark does, in the order of its classes: {@code
 * BenchOptions}, {@code Contender} (what is measured), {@code ServerProcess} (started, watched,
 * ended), {@code Workload} (with what), {@code RedisBenchmark} or {@code LoadGenerator} (by whom),
 * {@code BenchRun} (in turns), {@code BenchReport} (told).
 */
package miniredis.tools;
