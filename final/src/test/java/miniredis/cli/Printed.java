package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;

/** Replies and what redis-cli 7.0.15 prints for them; the interop test asks it again. */
record Printed(String wire, String plain, String raw, String json) {

  static List<Printed> samples() {
    String table = "%2\r\n+a\r\n*2\r\n:1\r\n:2\r\n$1\r\nb\r\n%1\r\n+c\r\n_\r\n";
    return List.of(
        new Printed("+OK\r\n", "OK\n", "OK\n", "\"OK\"\n"),
        new Printed("-ERR no\r\n", "(error) ERR no\n", "ERR no\n\n", "error:\"ERR no\"\n"),
        new Printed(":5\r\n", "(integer) 5\n", "5\n", "5\n"),
        new Printed("$0\r\n\r\n", "\"\"\n", "\n", "\"\"\n"),
        new Printed(
            "$8\r\na\"\\\n\0\7z\f\r\n",
            "\"a\\\"\\\\\\n\\x00\\az\\x0c\"\n",
            "a\"\\\n\0\7z\f\n",
            "\"a\\\"\\\\\\n\\u0000\\u0007z\\f\"\n"),
        new Printed("_\r\n", "(nil)\n", "\n", "null\n"),
        new Printed("$-1\r\n", "(nil)\n", "\n", "null\n"),
        new Printed("*-1\r\n", "(nil)\n", "\n", "null\n"),
        new Printed("*0\r\n", "(empty array)\n", "\n", "[]\n"),
        new Printed("%0\r\n", "(empty hash)\n", "\n", "{}\n"),
        new Printed("~0\r\n", "(empty set)\n", "\n", "[]\n"),
        new Printed(
            "*2\r\n$1\r\na\r\n*2\r\n:1\r\n*0\r\n",
            "1) \"a\"\n2) 1) (integer) 1\n   2) (empty array)\n",
            "a\n1\n\n",
            "[\"a\",[1,[]]]\n"),
        new Printed(
            "*10\r\n" + ":7\r\n".repeat(8) + "*2\r\n+x\r\n+y\r\n-ERR z\r\n",
            IntStream.range(1, 9)
                    .mapToObj(i -> " " + i + ") (integer) 7\n")
                    .collect(Collectors.joining())
                + " 9) 1) x\n    2) y\n10) (error) ERR z\n",
            "7\n".repeat(8) + "x\ny\nERR z\n\n",
            "[" + "7,".repeat(8) + "[\"x\",\"y\"],error:\"ERR z\"]\n"),
        new Printed(
            table,
            "1# a => \n   1) (integer) 1\n   2) (integer) 2\n2# \"b\" => 1# c => (nil)\n",
            "a 1\n2\nb c \n",
            "{\"a\":[1,2],\"b\":{\"c\":null}}\n"),
        new Printed(
            "%1\r\n*1\r\n:1\r\n:2\r\n",
            "1# 1) (integer) 1 => (integer) 2\n", "1 2\n", "{\"[1]\":2}\n"),
        new Printed("~2\r\n+a\r\n,1.5\r\n", "1~ a\n2~ (double) 1.5\n", "a\n1.5\n", "[\"a\",1.5]\n"),
        new Printed(",-inf\r\n", "(double) -inf\n", "-inf\n", "-inf\n"),
        new Printed("#t\r\n", "(true)\n", "(true)\n", "true\n"),
        new Printed("#f\r\n", "(false)\n", "(false)\n", "false\n"),
        new Printed("=8\r\ntxt:a\nbc\r\n", "a\nbc\n", "a\nbc\n", "\"a\\nbc\"\n"));
  }

  static String print(Reply reply, Format format) {
    BytesBuilder out = new BytesBuilder(16);
    Bytes newline = Bytes.of("\n");
    new Printer(format, newline, newline).print(reply, out);
    return new String(out.array(), 0, out.length(), StandardCharsets.ISO_8859_1);
  }
}
