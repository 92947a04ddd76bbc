/**
 * The live lens: a page that shows a server's bytes and structures while it works, and lets a class
 * break things.
 *
 * <p>Clients connect to a proxy, which passes all bytes on and tells of them; a child process (room
 * {@code probe}) is the server, and tells of its insides. Whatever happens is an event, and the
 * page, a recording and the tests read the same events.
 *
 * <p>May import {@code client}, {@code probe} and what is above them. Start at {@code LensMain}.
 */
package miniredis.lens;
