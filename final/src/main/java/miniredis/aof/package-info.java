/**
 * The append only file: the files that it is made of, what is written to them, how it is read.
 *
 * <p>May import {@code engine}, {@code rdb} and what is above them. Start at {@link
 * miniredis.aof.AppendOnlyFile}.
 */
package miniredis.aof;
