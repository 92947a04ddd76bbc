/**
 * The rows of features that the server must have, one class a row and one test a line, each against
 * the real program. What a line needs beyond that is tested in depth elsewhere.
 */
package miniredis.features;
