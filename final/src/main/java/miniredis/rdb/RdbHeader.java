package miniredis.rdb;

/**
 * What an RDB file says of its writer.
 *
 * @param version of Redis
 * @param now Unix time in milliseconds
 * @param usedMemory bytes
 */
public record RdbHeader(String version, long now, long usedMemory) {}
