/**
 * Sockets: what came by them, what waits to be sent, when each has its turn.
 *
 * <p>May import {@code engine} and what is above it, and asks {@code clients} by a port of its own,
 * {@link miniredis.net.Overseer}. Start at {@link miniredis.net.EventLoop}, then {@link
 * miniredis.net.Connection}.
 */
package miniredis.net;
