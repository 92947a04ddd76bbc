/**
 * The commands for who looks after a server: INFO, CONFIG, MEMORY, SLOWLOG, LATENCY, DEBUG.
 *
 * <p>May import {@code net}, {@code persistence} and what is above them. Start at {@link
 * miniredis.admin.InfoSections}.
 */
package miniredis.admin;
