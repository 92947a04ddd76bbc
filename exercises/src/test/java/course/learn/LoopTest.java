package course.learn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** When a run is ended early, and what is told then. */
@Isolated("the checker takes this program's output away for a while")
class LoopTest implements Loop.Listener {

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private Clone clone;
  private Session session;
  private Stage words;
  private Loop loop;

  @BeforeEach
  void cloneIt() throws IOException {
    clone = new Clone();
    words = clone.stages().named("01.6");
    Progress.in(clone.workspace()).goTo(words);
    clone.solve(words);
    session = clone.session();
    loop = new Loop(session, this);
  }

  @AfterEach
  void delete() throws IOException {
    loop.close();
    session.close();
    clone.close();
  }

  @Override
  public void begins(Stage stage) {
    told.add("begins");
  }

  @Override
  public void testing(Stage stage, String what) {
    told.add(what);
  }

  @Override
  public void soFar(Stage stage, Outcome.Tested tested) {}

  @Override
  public void came(Stage stage, Outcome outcome, Duration after) {
    told.add("came " + Report.brief(outcome));
  }

  @Override
  public void stopped(Stage stage, String why) {
    told.add(why);
  }

  @Override
  public void failed(Throwable problem) {
    told.add(problem.toString());
  }

  /** Waits for what begins so. */
  private void hear(String beginning) throws InterruptedException {
    List<String> before = new ArrayList<>();
    for (String each; (each = told.poll(60, TimeUnit.SECONDS)) != null; before.add(each)) {
      if (each.startsWith(beginning)) return;
      if (each.startsWith("came")) break;
    }
    throw new AssertionError(beginning + " was not told, but " + before + told);
  }

  @Test
  void aNewerSaveEndsTheRunAndBeginsAnother() throws Exception {
    loop.test();
    hear("this stage");
    clone.change(words, "Connection.java", "out.write(", "out.wrote(");
    hear("saved again");
    hear("begins");
    hear("came it does not compile");
    assertThat(session.progress().isPassed(words)).isFalse();
  }

  @Test
  void workThatChangesSomethingStopsTheRunAndSaysSo() throws Exception {
    loop.test();
    hear("this stage");
    CountDownLatch done = new CountDownLatch(1);
    loop.submit(any -> done.countDown());
    hear("stopped; t tests again");
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(told).doesNotContain("begins");
  }

  @Test
  void askedForTwiceBeforeItBeginsItTestsOnce() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    loop.submit(
        any -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 0; i < 5; i++) loop.test();
    busy.countDown();
    hear("begins");
    hear("came passed");
    assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
  }
}
