/**
 * A small blocking client: for the shell, the tools and the tests.
 *
 * <p>May import {@code resp} and {@code bytes}. Start at {@link miniredis.client.Client}.
 */
package miniredis.client;
