/**
 * Sockets: who is connected, what they sent, what waits to be sent to them.
 *
 * <p>May import {@code engine} and what is above it. Start at {@link miniredis.net.EventLoop}, then
 * {@link miniredis.net.Connection}.
 */
package miniredis.net;
