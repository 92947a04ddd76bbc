/**
 * Scripts in Lua: EVAL and its relatives, the Lua that scripts are run by, and what they find in
 * it.
 *
 * <p>Lua itself is PUC-Rio's interpreter of version 5.1, the one that Redis has in it, reached
 * through the library luajava. A server starts without it, and looks for it at the first script.
 *
 * <p>May import {@code engine}, {@code config}, {@code command}, {@code keyspace}, {@code resp},
 * {@code value} and {@code bytes}. Start at {@link miniredis.scripting.Scripting}, then {@link
 * miniredis.scripting.ScriptRunner}.
 */
package miniredis.scripting;
