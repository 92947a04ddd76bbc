/**
 * Wires the rooms together and starts the server.
 *
 * <p>May import every room but {@code client}, {@code cli}, {@code tools} and {@code bench}. Start
 * at {@link miniredis.server.Server}.
 */
package miniredis.server;
