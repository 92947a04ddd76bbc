/**
 * Client libraries of the real world, with the settings that they have by default. They are in the
 * {@code ci} profile only, so that a newcomer's build need not fetch them. A new family adds its
 * tests to {@link miniredis.clients.JedisTest} and {@link miniredis.clients.LettuceTest}, or a
 * class of its own beside them on {@link miniredis.clients.ClientTest}. {@code
 * -Dinterop.server=redis-server} proves them on real Redis.
 */
package miniredis.clients;
