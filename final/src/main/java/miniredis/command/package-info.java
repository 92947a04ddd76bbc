/**
 * The contract between commands and the server: the table, its rows, the call, the errors.
 *
 * <p>May import {@code keyspace}, {@code resp}, {@code value} and {@code bytes}. Start at {@link
 * miniredis.command.CommandTable}, then {@link miniredis.command.Call}.
 */
package miniredis.command;
