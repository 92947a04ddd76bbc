/**
 * The plain-text dialect, for people with nc: {@code SET colours red,green,blue}.
 *
 * <p>A translator that nothing else knows about. May import {@code command} and what is above it.
 * Start at {@link miniredis.dialect.PlainDialect}.
 */
package miniredis.dialect;
