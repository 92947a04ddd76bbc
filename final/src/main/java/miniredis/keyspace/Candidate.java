package miniredis.keyspace;

import miniredis.bytes.Bytes;

/**
 * A key that may be removed to make room, or has been.
 *
 * @param database the number of the database that it is in
 * @param score why this one: by last use, the seconds since then; by frequency, 255 less the
 *     counter; by deadline, the milliseconds it had left; by chance, 0. The higher, the sooner it
 *     goes; by deadline, the lower.
 */
public record Candidate(int database, Bytes key, long score) {}
