/** The server inside tests of the client libraries that most Java programs use. */
package miniredis.embedded;
