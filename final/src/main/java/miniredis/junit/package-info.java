/**
 * A server for each test class, or each test, of JUnit 5. The one room that needs JUnit: whoever
 * does not use it can do without.
 *
 * <p>May import {@code embedded} alone. Start at {@link miniredis.junit.MiniRedisExtension}.
 */
package miniredis.junit;
