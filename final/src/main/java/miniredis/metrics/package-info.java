/**
 * What INFO and LATENCY know, for Prometheus: over HTTP, under the names of the exporter that most
 * dashboards are made for.
 *
 * <p>May import {@code admin} and what is above it. Start at {@link miniredis.metrics.Endpoint}.
 */
package miniredis.metrics;
