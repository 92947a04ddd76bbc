package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;
import org.jline.utils.WCWidth;

/** Hashes and streams as tables that are no wider than the terminal. */
final class Tables {

  private static final Set<String> HASHES = Set.of("hgetall", "config get");
  private static final Set<String> STREAMS = Set.of("xrange", "xrevrange");
  private static final String GAP = "  ";

  private final int columns;

  private Tables(int columns) {
    this.columns = columns;
  }

  /** The table for the reply to a command; null where it is better shown as it is. */
  static String of(Bytes[] words, Reply reply, int columns) {
    List<? extends Reply> items = Replies.items(reply);
    if (items.isEmpty()) return null;
    String name = words[0].toLowerCase().text();
    String two = words.length < 2 ? name : name + " " + words[1].toLowerCase().text();
    Tables tables = new Tables(columns);
    if (HASHES.contains(name) || HASHES.contains(two)) return tables.hash(items);
    if (STREAMS.contains(name)) return tables.stream(items);
    return null;
  }

  private String hash(List<? extends Reply> items) {
    if (items.size() % 2 != 0 || !items.stream().allMatch(Tables::isCell)) return null;
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < items.size(); i += 2) {
      rows.add(List.of(text(items.get(i)), text(items.get(i + 1))));
    }
    return table(List.of("field", "value"), rows);
  }

  /** A column for each field that any entry has, in the order of their first coming. */
  private String stream(List<? extends Reply> entries) {
    SequencedSet<String> names = new LinkedHashSet<>(List.of("id"));
    List<Map<String, String>> found = new ArrayList<>();
    for (Reply entry : entries) {
      List<? extends Reply> parts = Replies.items(entry);
      if (parts.size() != 2) return null;
      Map<String, String> row = new LinkedHashMap<>();
      row.put("id", Replies.text(parts.get(0)));
      List<? extends Reply> fields = Replies.items(parts.get(1));
      for (int i = 0; i + 1 < fields.size(); i += 2) {
        row.put(text(fields.get(i)), text(fields.get(i + 1)));
      }
      names.addAll(row.keySet());
      found.add(row);
    }
    if (names.size() * 6 > columns) return null;
    List<List<String>> rows =
        found.stream()
            .map(row -> names.stream().map(name -> row.getOrDefault(name, "")).toList())
            .toList();
    return table(List.copyOf(names), rows);
  }

  private static boolean isCell(Reply reply) {
    return Replies.bytes(reply) != null
        || reply instanceof Reply.Int
        || reply instanceof Reply.Null;
  }

  /** Bytes that are visible text as they are, others escaped. */
  private static String text(Reply reply) {
    if (reply instanceof Reply.Int(long value)) return Long.toString(value);
    Bytes bytes = Replies.bytes(reply);
    if (bytes == null) return "(nil)";
    String shown = ColourFormat.readable(bytes);
    String inner = shown.substring(1, shown.length() - 1);
    return inner.equals(bytes.text()) && !inner.isBlank() ? inner : shown;
  }

  private String table(List<String> head, List<List<String>> rows) {
    int[] widths = widths(head, rows);
    StringBuilder out = new StringBuilder();
    out.append(Palette.TITLE.paint(row(head, widths))).append('\n');
    String rule = IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining(GAP));
    out.append(Palette.FRAME.paint(rule)).append('\n');
    for (List<String> row : rows) {
      String line = row(row, widths);
      int first = Math.min(line.length(), cut(row.getFirst(), widths[0]).length());
      out.append(Palette.KEY.paint(line.substring(0, first))).append(line.substring(first));
      out.append('\n');
    }
    return out.toString();
  }

  /** Each as wide as its widest cell; the widest give way until all fit. */
  private int[] widths(List<String> head, List<List<String>> rows) {
    int[] widths = new int[head.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(head.get(i));
      for (List<String> row : rows) widths[i] = Math.max(widths[i], width(row.get(i)));
    }
    int room = columns - GAP.length() * (widths.length - 1) - 1;
    while (IntStream.of(widths).sum() > room) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) if (widths[i] > widths[widest]) widest = i;
      if (widths[widest] <= 4) break;
      widths[widest]--;
    }
    return widths;
  }

  private static String row(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cut(cells.get(i), widths[i]);
      line.append(i == 0 ? "" : GAP).append(cell);
      if (i < widths.length - 1) line.append(" ".repeat(Math.max(0, widths[i] - width(cell))));
    }
    return line.toString();
  }

  private static String cut(String cell, int width) {
    if (width(cell) <= width) return cell;
    StringBuilder kept = new StringBuilder();
    for (int c : cell.codePoints().toArray()) {
      if (width(kept.toString()) + WCWidth.wcwidth(c) > width - 1) break;
      kept.appendCodePoint(c);
    }
    return kept.append('…').toString();
  }

  private static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }
}
