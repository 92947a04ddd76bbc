/**
 * What outlives the server: when a snapshot is taken, how a log is rewritten, what is loaded at the
 * start, and the commands for all this. The files themselves are the affair of {@code rdb} and
 * {@code aof}.
 *
 * <p>May import {@code aof}, {@code rdb} and what is above them. Start at {@link
 * miniredis.persistence.Persistence}; {@link miniredis.keyspace.Snapshot} says how a snapshot is
 * taken while the server works.
 */
package miniredis.persistence;
