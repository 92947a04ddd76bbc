/** The bug museum: servers of the course with one bug each, for the learner to find and mend. */
package course.museum;
