/**
 * Running commands: one thread, one at a time, in the order they came.
 *
 * <p>May import {@code command}, {@code keyspace}, {@code resp}, {@code value} and {@code bytes}.
 * Start at {@link miniredis.engine.Engine}, then {@link miniredis.engine.Dispatcher}.
 */
package miniredis.engine;
