/**
 * Wires the rooms together and starts the server.
 *
 * <p>May import every room but {@code client}, {@code cli} and {@code tools}. Start at {@link
 * miniredis.server.Server}.
 */
package miniredis.server;
