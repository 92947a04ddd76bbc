/**
 * The databases: keys, their values and their deadlines.
 *
 * <p>May import {@code value} and {@code bytes}. Start at {@link miniredis.keyspace.Database}. All
 * of it belongs to the one thread that runs commands.
 */
package miniredis.keyspace;
