/**
 * What helps with the course: {@code ./run lesson}, {@code ./run learn} and {@code ./run ripple}.
 */
package course;
