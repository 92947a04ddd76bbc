/**
 * Measuring: what a server costs and how long it takes, beside others in the same minutes.
 *
 * <p>May import {@code client} and what is above it: it knows servers by their wire alone. Start at
 * {@link miniredis.bench.BenchMain}, then {@link miniredis.bench.LoadGenerator}.
 */
package miniredis.bench;
