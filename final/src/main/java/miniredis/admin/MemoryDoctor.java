package miniredis.admin;

import module java.base;

import miniredis.bytes.Doubles;

/**
 * MEMORY DOCTOR: in the form of Redis, and with its limits where they make sense here, but in words
 * of our own: what a Java server may do about its memory is not what Redis may do.
 *
 * @param clients how many are connected
 * @param scripts how many are kept
 * @param mostHeap bytes that Java's heap may become, as {@code -Xmx} says
 * @param tight whether data takes most of what Java's heap has for it
 */
record MemoryDoctor(MemoryFigures now, int clients, int scripts, long mostHeap, boolean tight) {

  private static final long MEGABYTE = 1 << 20;

  private static final long LITTLE = 5 * MEGABYTE;

  /** Java has so much from the start, whether there is data or not. */
  private static final long HEAP_AT_FIRST = 64 * MEGABYTE;

  /** What Java itself takes: code, threads, and what its collector knows of the heap. */
  private static final long PROGRAM = 100 * MEGABYTE;

  private static final long LARGE_BUFFERS = 200 * 1024;
  private static final int MANY_SCRIPTS = 1000;

  private static final String EMPTY =
      "Hi Sam, there is next to nothing in memory, so nothing can be said about its use. Come back"
          + " when there is some data.\n";
  private static final String WELL = "Hi Sam, nothing looks wrong with the use of memory.\n";

  /** The whole report, with a line break at the end. */
  String report() {
    if (now.used() < LITTLE) return EMPTY;
    List<String> found = complaints();
    if (found.isEmpty()) return WELL;
    StringBuilder text = new StringBuilder("Sam, this is what looks wrong:\n\n");
    for (String each : found) text.append(" * ").append(each).append("\n\n");
    return text.toString();
  }

  private List<String> complaints() {
    List<String> found = new ArrayList<>();
    if (now.peak() > now.used() * 1.5) found.add(peak());
    if (tight) found.add(fullHeap());
    if (now.heapSize() > 2 * now.used() + HEAP_AT_FIRST) found.add(largeHeap());
    if (now.resident() > now.heapSize() * 1.1 + PROGRAM) found.add(largeProcess());
    if (now.clients() > LARGE_BUFFERS * Math.max(1, clients)) found.add(buffers());
    if (scripts > MANY_SCRIPTS) found.add(manyScripts());
    return found;
  }

  private String peak() {
    return "Peak memory: data and clients once took "
        + megabytes(now.peak())
        + ", and now "
        + megabytes(now.used())
        + ". Java gives the difference back to the system when the server has been quiet for some"
        + " seconds; MEMORY PURGE does it at once, and the server stands still meanwhile.";
  }

  private String fullHeap() {
    return "Little room: Java's heap may become "
        + megabytes(mostHeap)
        + ", and most of that is data. Soon, commands that need more will be refused. Start the"
        + " server with a larger -Xmx (JAVA_OPTS), or set maxmemory and a policy that evicts.";
  }

  private String largeHeap() {
    return "Large heap: Java has reserved "
        + megabytes(now.heapSize())
        + " for objects and long strings, and data and clients take "
        + megabytes(now.used())
        + " of that. "
        + megabytes(now.heapUsed())
        + " are in use, what is garbage counted. MEMORY PURGE collects that and gives back the"
        + " rest. If the heap becomes as large again, a smaller -Xmx (JAVA_OPTS) keeps it small.";
  }

  private String largeProcess() {
    return "Large process: "
        + megabytes(now.resident())
        + " of the process are in RAM, and Java's heap with the long strings is only "
        + megabytes(now.heapSize())
        + " of that. The rest may be long strings that have gone (MEMORY PURGE gives their room"
        + " back), Lua (INFO memory: used_memory_vm_total) or very many connections.";
  }

  private String buffers() {
    return "Big client buffers: "
        + clients
        + " clients have "
        + megabytes(now.clients())
        + " of requests and replies waiting. Perhaps some do not read what they asked for or have"
        + " subscribed to. CLIENT LIST says whose they are (tot-mem); the setting"
        + " client-output-buffer-limit cuts such clients off.";
  }

  private String manyScripts() {
    return "Many scripts: "
        + scripts
        + " are kept. Perhaps a program writes its data into the text of scripts: as KEYS and ARGV"
        + " they would make one script do. SCRIPT FLUSH forgets all.";
  }

  private static String megabytes(long bytes) {
    return Doubles.fixed((double) bytes / MEGABYTE, 1) + " MB";
  }
}
