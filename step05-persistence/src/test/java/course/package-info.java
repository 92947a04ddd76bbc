/**
 * What keeps the course true. The same files stand in every module, byte for byte, so that a module
 * tests itself with nothing around it.
 *
 * <p>Two halves. <b>Conformance</b>: {@link course.Redis} speaks to a server over a real socket,
 * {@link course.ConformanceTest} gives each test class a server, {@link course.Target} lets {@code
 * -Dtarget=host:port} name another one: real Redis, or yours. <b>Chapters</b>: {@link
 * course.ChapterTest} reads the module's README.md, plays every {@code console} block against a
 * server, looks up every {@code java} block in the source, and measures that nothing is missing.
 *
 * <p>Start with {@code Redis.expect}, then {@code ChapterTest}.
 */
package course;
