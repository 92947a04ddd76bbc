/**
 * The server as a library: a Redis inside a program of one's own, most of all inside a test.
 *
 * <p>May import {@code server} and what is above it. Start at {@link miniredis.embedded.MiniRedis}.
 */
package miniredis.embedded;
