/**
 * The commands, one family a file.
 *
 * <p>May import {@code command} and what is above it. Start at {@link
 * miniredis.builtin.StringCommands}: every other file has the same shape.
 */
package miniredis.builtin;
