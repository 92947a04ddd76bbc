/**
 * A small blocking client: for the shell, the tools, the lens and the tests; and what may be known
 * of Redis's commands without asking a server.
 *
 * <p>May import {@code resp} and {@code bytes}. Start at {@link miniredis.client.Client}.
 */
package miniredis.client;
