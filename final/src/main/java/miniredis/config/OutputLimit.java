package miniredis.config;

/**
 * How much output may wait for a client of one class.
 *
 * @param hard bytes past which a client is cut off at once; 0 is no limit
 * @param soft bytes past which a client is cut off if it stays there; 0 is no limit
 * @param softSeconds for how long it may stay there
 */
public record OutputLimit(long hard, long soft, long softSeconds) {}
