/**
 * Files that outlive the server: snapshots (RDB) and the log of effects (AOF), in Redis's formats.
 *
 * <p>May import {@code engine}, {@code config} and what stands above them. Start at {@link
 * miniredis.persistence.RdbWriter} for the format, at {@link miniredis.keyspace.Snapshot} for how a
 * snapshot is taken while the server works.
 */
package miniredis.persistence;
