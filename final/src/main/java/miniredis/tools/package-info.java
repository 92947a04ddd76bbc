/**
 * Tools beside the server: a small netcat, and what looks into its files.
 *
 * <p>May import {@code rdb}, {@code aof} and what is above them. Start at {@link
 * miniredis.tools.ToolMain}.
 */
package miniredis.tools;
