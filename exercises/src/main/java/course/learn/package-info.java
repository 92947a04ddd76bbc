/**
 * {@code ./run learn}: the moves of the chapters and the exercises, tested as the learner saves. It
 * knows the steps as sources and as tests, never as classes of its own. Start reading at {@link
 * course.learn.Session}; {@link course.learn.Engine} goes from sources to a verdict.
 */
package course.learn;
