/**
 * The tests of the exercises: one class for each, named after its folder. They need a solution, so
 * they run against a server that {@code -Dtarget=host:port} names, and in {@link
 * exercises.SolutionsTest}.
 */
package exercises;
