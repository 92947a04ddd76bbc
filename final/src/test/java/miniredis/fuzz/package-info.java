/**
 * Bytes that are no requests, sent to this server and to real Redis: both must say the same and
 * close at the same point, and no other client may notice.
 */
package miniredis.fuzz;
