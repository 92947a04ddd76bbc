/**
 * The server that is looked at, in a process of its own: it starts one, tells its port, and answers
 * what is asked about its insides, one line of JSON each.
 *
 * <p>May import {@code embedded} and what is above it. Start at {@code ProbeMain}.
 */
package miniredis.probe;
