/**
 * Byte strings and Redis's strict number rules.
 *
 * <p>Imports nothing. Start at {@link miniredis.bytes.Bytes}.
 */
package miniredis.bytes;
