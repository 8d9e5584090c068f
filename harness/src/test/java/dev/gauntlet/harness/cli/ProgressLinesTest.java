package dev.gauntlet.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.execution.Event;
import dev.gauntlet.harness.execution.Forecast;
import dev.gauntlet.harness.execution.Work;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Sha256;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On an invented clock. */
class ProgressLinesTest {
  private static final Work CHEAP = work("cheap", 1);
  private static final Work DEAR = work("dear", 1000);

  private final AtomicLong clock = new AtomicLong();
  private final StringWriter err = new StringWriter();
  private final ProgressLines lines =
      new ProgressLines(
          2,
          new Forecast(List.of(CHEAP, DEAR), clock::get),
          new PrintWriter(err, true),
          clock::get);

  @Test
  void whatIsLeftOfAllIsWeightedByPasses() {
    lines.on(new Event.Started(CHEAP.task(), "noise", 1000));
    pass(20);
    lines.on(new Event.Finished(CHEAP.task(), "noise", false));

    assertThat(err.toString().lines())
        .containsExactly("[1/2] noise: 20 s", "        all: 0 %, about 5 h 33 min left");
  }

  @Test
  void whatAnEarlierRunDidDoesNotMakeATaskLookFast() {
    lines.on(new Event.Finished(CHEAP.task(), "noise", true));
    lines.on(new Event.Started(DEAR.task(), "pgd", 1000));
    lines.on(new Event.Resumed(DEAR.task(), "pgd", 600, 1000));
    pass(60);
    lines.on(new Event.Advanced(DEAR.task(), "pgd", 700, 1000, ""));

    assertThat(err.toString().lines())
        .containsExactly(
            "[1/2] noise: known",
            "        pgd: 70 %, 3 min 0 s left",
            "        all: 25 %, about 3 min 0 s left");
  }

  private void pass(long seconds) {
    clock.addAndGet(seconds * 1_000_000_000);
  }

  private static Work work(String name, double passes) {
    return new Work(new Key(Sha256.of(name.getBytes(UTF_8))), name, 1000, passes);
  }
}
