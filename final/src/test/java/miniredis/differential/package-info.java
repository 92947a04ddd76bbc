/**
 * The same random commands to this server and to real Redis, and the same bytes back.
 *
 * <p>A new family is a page of grammar, as {@link miniredis.differential.StringGrammar} is one, and
 * a line in {@link miniredis.differential.Families}. What may differ, and why, is the table in
 * {@link miniredis.differential.Explained}. Start with {@link
 * miniredis.differential.DifferentialTest}.
 */
package miniredis.differential;
