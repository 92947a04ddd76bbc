package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.JsonValue;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The recordings that stand in the modules' folders {@code lens}: what they show is still what the
 * servers do, and they are what this makes of their scenes:
 *
 * <pre>./run lens step04-expiry --scene 04-dies --record step04-expiry/lens/04-dies.jsonl</pre>
 */
@ResourceLock("servers and browsers of the lens")
class RecordingsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  private static List<Path> recordings() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(file -> file.getParent().endsWith("lens") && file.toString().endsWith(".jsonl"))
          .sorted()
          .toList();
    }
  }

  private static LensMain main(OutputStream out) {
    LensMain.Starter starter =
        (name, sources, options) -> SubjectProcess.start(name, sources, ROOT, options);
    return new LensMain(starter, ROOT, new PrintStream(out, true));
  }

  @Test
  void everyStepHasTwo() throws IOException {
    assertThat(recordings())
        .extracting(file -> ROOT.relativize(file).toString().substring(0, 6))
        .contains("step01", "step02", "step03", "step04", "step05", "step06")
        .hasSizeGreaterThanOrEqualTo(12);
  }

  @TestFactory
  Stream<DynamicTest> aFreshServerDoesWhatWasRecorded() throws IOException {
    return recordings().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      ByteArrayOutputStream out = new ByteArrayOutputStream();
                      int code =
                          main(out).run(LensOptions.parse(new String[] {"--check", "" + file}));
                      assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isZero();
                    }));
  }

  @Tag("soak")
  @TestFactory
  Stream<DynamicTest> aSceneThatIsRecordedAgainGivesTheSame() throws IOException {
    return recordings().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      Recording before = Recording.read(file);
                      String[] words = {
                        before.hello().text("subject"),
                        "--scene",
                        file.getFileName().toString().replace(".jsonl", ""),
                        "--record",
                        folder.resolve(file.getFileName()).toString()
                      };
                      main(new ByteArrayOutputStream()).run(LensOptions.parse(words));
                      Recording now = Recording.read(folder.resolve(file.getFileName()));
                      assertThat(streams(now)).isEqualTo(streams(before));
                    }));
  }

  /** What has gone over the wire, by client and direction: how it was cut up is chance. */
  private static Map<String, String> streams(Recording recording) {
    Map<String, StringBuilder> streams = new TreeMap<>();
    for (JsonValue event : recording.events()) {
      if (!event.text("kind").equals("bytes")) continue;
      String name = event.number("c", 0) + " " + event.text("dir");
      byte[] bytes = Base64.getDecoder().decode(event.text("data"));
      streams
          .computeIfAbsent(name, _ -> new StringBuilder())
          .append(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    Map<String, String> texts = new TreeMap<>();
    streams.forEach((name, text) -> texts.put(name, text.toString()));
    return texts;
  }
}
