/**
 * What the tests share that set real programs beside this server: {@link
 * miniredis.interop.RunningServer} starts ours and real Redis, {@link miniredis.interop.Programs}
 * runs redis-cli and redis-benchmark. A program that is not installed makes a test skip, with the
 * reason, and fails it where the environment says {@code CI=true}.
 */
package miniredis.interop;
