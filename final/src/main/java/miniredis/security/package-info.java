/**
 * Who may do what: users, their passwords and their rights, and the log of what was denied.
 *
 * <p>May import {@code engine}, {@code config} and what is above them. Whoever is connected is
 * asked for by a port, {@link miniredis.security.Connected}. Start at {@link
 * miniredis.security.Security}.
 */
package miniredis.security;
