/**
 * RESP, the Redis serialization protocol: requests in, replies out, in versions 2 and 3.
 *
 * <p>May import {@code bytes}. Start at {@link miniredis.resp.Reply}, then {@link
 * miniredis.resp.RequestReader}.
 */
package miniredis.resp;
