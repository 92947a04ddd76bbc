/**
 * Client-side caching: clients keep what they have read, and are told when it is no longer true.
 *
 * <p>May import {@code engine}, {@code config} and what is above them. Start at {@link
 * miniredis.tracking.Tracking}.
 */
package miniredis.tracking;
