/**
 * Who is connected, and the rules for them: CLIENT and its relatives, limits, the pause.
 *
 * <p>May import {@code net} and what is above it; {@code net} asks this room by its port {@link
 * miniredis.net.Overseer}. Start at {@link miniredis.clients.Clients}.
 */
package miniredis.clients;
