/**
 * The client, {@code ./run cli}: knows the wire, not the server, so it serves any Redis.
 *
 * <p>May import {@code client}, {@code resp}, {@code bytes}, and JLine, which draws the line that
 * is being typed. Start at {@link miniredis.cli.CliMain}, then {@code Dialogue}, then {@code
 * Shell}.
 */
package miniredis.cli;
