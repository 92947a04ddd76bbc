/**
 * What a key can hold, and the hash table that keeps it.
 *
 * <p>May import {@code bytes}. Start at {@link miniredis.value.Value}; for how a small string is
 * kept in one array, see {@link miniredis.value.Packed}, and for the table, {@link
 * miniredis.value.Dictionary}.
 */
package miniredis.value;
