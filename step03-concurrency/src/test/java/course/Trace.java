package course;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a server has printed, with its stack traces cut short: of each the exception's line, the
 * places in the learner's own classes where it happened, the innermost first, and how many others
 * there are.
 */
public final class Trace {

  private static final Pattern FRAME = Pattern.compile("\\s+at [^ (]+\\(.*\\)");
  private static final Pattern OWN = Pattern.compile("\\s+at (?:[^ (]*/)?miniredis\\..*");
  private static final Pattern MORE = Pattern.compile("\\s+\\.\\.\\. (\\d+) more");
  private static final int PLACES = 2;

  private final List<String> lines = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private String innermost;
  private int frames;

  private Trace() {}

  public static List<String> shortened(List<String> printed) {
    Trace trace = new Trace();
    printed.forEach(trace::line);
    trace.end();
    return trace.lines;
  }

  private void line(String line) {
    var more = MORE.matcher(line);
    if (more.matches()) {
      frames += Integer.parseInt(more.group(1));
    } else if (FRAME.matcher(line).matches()) {
      if (frames++ == 0) innermost = line;
      if (places.size() < PLACES && OWN.matcher(line).matches()) places.add(line);
    } else {
      end();
      lines.add(line);
    }
  }

  /** The trace ends here: where nothing of it is the learner's, its innermost place is shown. */
  private void end() {
    if (places.isEmpty() && innermost != null) places.add(innermost);
    lines.addAll(places);
    if (frames > places.size()) lines.add("\t... " + (frames - places.size()) + " more");
    places.clear();
    innermost = null;
    frames = 0;
  }
}
