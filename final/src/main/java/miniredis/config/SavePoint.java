package miniredis.config;

/**
 * Take a snapshot when so many changes are not yet saved and the last one is so many seconds old.
 */
public record SavePoint(long seconds, long changes) {}
