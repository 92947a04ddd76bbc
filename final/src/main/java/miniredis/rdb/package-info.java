/**
 * The RDB format: its parts, each type's encodings, a reader and a writer; and the same values as
 * requests, for a log without a base in RDB.
 *
 * <p>May import {@code keyspace}, {@code config} and what is above them. Start at {@link
 * miniredis.rdb.RdbWriter}, then {@link miniredis.rdb.RdbReader}.
 */
package miniredis.rdb;
