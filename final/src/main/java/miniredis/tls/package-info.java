/**
 * Keys, certificates and ciphers, as OpenSSL's files and names have them, for Java's TLS.
 *
 * <p>Imports no other room. Used at both ends: by {@code client}, and by the server for its own
 * port. Start at {@link miniredis.tls.Pem}.
 */
package miniredis.tls;
