package dev.gauntlet.harness.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Sha256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Runs on an invented clock. */
class ForecastTest {
  private static final int IMAGES = 1000;
  private static final int BATCH = 100;

  private final AtomicLong clock = new AtomicLong(5);

  /** A task and what it takes. */
  private record Trial(Work work, double seconds) {
    Key key() {
      return work.task();
    }
  }

  /** What was said at some time of a run. */
  private record Said(double share, double truth, double forecast, double byTasks) {
    /** How far off: 2 for twice or half. */
    static double factor(double estimate, double truth) {
      return Math.max(estimate / truth, truth / estimate);
    }
  }

  @Test
  void whereATaskCostsAThousandTimesAnotherItIsRightWithinAFactorOfTwo() {
    // 20 defenses; the cheap attacks come first, as in the suites.
    List<Trial> run = new ArrayList<>();
    Random random = new Random(7);
    attacks(run, "classify clean", 1, 0.0005, random);
    attacks(run, "noise", 1, 0.0005, random);
    attacks(run, "fgsm", 3, 0.0005, random);
    attacks(run, "pgd-40", 120, 0.0003, random);
    attacks(run, "autoattack", 7700, 0.0001, random);
    attacks(run, "query", 1000, 0.0002, random);

    List<Said> said = simulate(run, 2);

    List<Said> middle =
        said.stream().filter(one -> one.share() >= 0.2 && one.share() <= 0.8).toList();
    assertThat(middle).hasSizeGreaterThan(50);
    assertThat(middle)
        .allSatisfy(one -> assertThat(Said.factor(one.forecast(), one.truth())).isLessThan(2));
    double worst =
        middle.stream().mapToDouble(one -> Said.factor(one.byTasks(), one.truth())).max().orElse(0);
    assertThat(worst).as("what counting the tasks would have said").isGreaterThan(5);
  }

  @Test
  void aKindThatHasNotRunYetIsJudgedByItsPasses() {
    Work cheap = work("a", "cheap", 1);
    Work dear = work("b", "dear", 1000);
    Forecast forecast = new Forecast(List.of(cheap, dear), clock::get);
    assertThat(forecast.secondsLeft()).isEmpty();
    assertThat(forecast.share()).isZero();

    forecast.on(new Event.Started(cheap.task(), "", IMAGES));
    passes(2);
    forecast.on(new Event.Finished(cheap.task(), "", false));

    assertThat(forecast.secondsLeft()).hasValue(2000);
    assertThat(forecast.share()).isEqualTo(2.0 / 2002, within(1e-9));
  }

  @Test
  void aKindThatHasRunIsJudgedByTheTimeItTook() {
    Work first = work("a", "attack", 1000);
    Work second = work("b", "attack", 1000);
    Forecast forecast = new Forecast(List.of(first, second), clock::get);

    forecast.on(new Event.Started(first.task(), "", IMAGES));
    passes(3);
    forecast.on(new Event.Finished(first.task(), "", false));
    forecast.on(new Event.Started(second.task(), "", IMAGES));

    assertThat(forecast.secondsLeft()).hasValue(3);
    passes(1);
    assertThat(forecast.secondsLeft()).hasValue(2);
    forecast.on(new Event.Advanced(second.task(), "", 100, IMAGES, ""));
    assertThat(forecast.secondsLeft().getAsDouble()).isEqualTo(9, within(1e-9));
    forecast.on(new Event.Failed(second.task(), "", "broken"));
    assertThat(forecast.secondsLeft()).hasValue(0);
  }

  @Test
  void whatIsInTheStoreTellsNothingOfTheTime() {
    Work stored = work("a", "attack", 1);
    Work resumed = work("b", "attack", 1);
    Forecast forecast = new Forecast(List.of(stored, resumed), clock::get);
    forecast.on(new Event.Finished(stored.task(), "", true));
    forecast.on(new Event.Started(resumed.task(), "", IMAGES));
    forecast.on(new Event.Resumed(resumed.task(), "", 600, IMAGES));
    assertThat(forecast.secondsLeft()).isEmpty();

    passes(60);
    forecast.on(new Event.Advanced(resumed.task(), "", 700, IMAGES, ""));

    assertThat(forecast.secondsLeft().getAsDouble()).isEqualTo(180, within(1e-6));
  }

  @Test
  void aTaskThatTakesLongerThanExpectedIsNotSaidToBeNearlyDone() {
    Work first = work("a", "attack", 1);
    Work slow = work("b", "attack", 1);
    Forecast forecast = new Forecast(List.of(first, slow), clock::get);
    forecast.on(new Event.Started(first.task(), "", IMAGES));
    passes(10);
    forecast.on(new Event.Finished(first.task(), "", false));
    forecast.on(new Event.Started(slow.task(), "", IMAGES));

    passes(100);

    assertThat(forecast.secondsLeft()).hasValue(50);
  }

  /**
   * An attack on 20 defenses, some of which are slower than others.
   *
   * @param secondsEach a pass of an image, on average
   */
  private static void attacks(
      List<Trial> run, String kind, double passes, double secondsEach, Random random) {
    for (int defense = 0; defense < 20; defense++) {
      double speed = 0.5 + random.nextDouble();
      run.add(
          new Trial(
              work(kind + defense, kind, passes),
              IMAGES * passes * secondsEach * speed + 1 + random.nextDouble()));
    }
  }

  /** Runs tasks in their order on some slots, a batch at a time. */
  private List<Said> simulate(List<Trial> run, int slots) {
    Forecast forecast = new Forecast(run.stream().map(Trial::work).toList(), clock::get);
    double whole = run.stream().mapToDouble(Trial::seconds).sum() / slots;
    Deque<Trial> waiting = new ArrayDeque<>(run);
    Trial[] at = new Trial[slots];
    int[] done = new int[slots];
    double[] ends = new double[slots];
    double now = 0;
    int finished = 0;
    List<Said> said = new ArrayList<>();
    while (finished < run.size()) {
      for (int slot = 0; slot < slots; slot++) {
        if (at[slot] == null && !waiting.isEmpty()) {
          at[slot] = waiting.remove();
          done[slot] = 0;
          ends[slot] = now + at[slot].seconds() * BATCH / IMAGES;
          forecast.on(new Event.Started(at[slot].key(), "", IMAGES));
        }
      }
      int next = -1;
      for (int slot = 0; slot < slots; slot++) {
        if (at[slot] != null && (next < 0 || ends[slot] < ends[next])) {
          next = slot;
        }
      }
      passes(ends[next] - now);
      now = ends[next];
      done[next] += BATCH;
      forecast.on(new Event.Advanced(at[next].key(), "", done[next], IMAGES, ""));
      ends[next] = now + at[next].seconds() * BATCH / IMAGES;
      if (done[next] == IMAGES) {
        forecast.on(new Event.Finished(at[next].key(), "", false));
        at[next] = null;
        finished++;
      }
      double shares = finished;
      for (int slot = 0; slot < slots; slot++) {
        shares += at[slot] == null ? 0 : (double) done[slot] / IMAGES;
      }
      if (finished < run.size()) {
        said.add(
            new Said(
                now / whole,
                whole - now,
                forecast.secondsLeft().orElse(Double.NaN),
                now * (run.size() - shares) / shares));
      }
    }
    return said;
  }

  private void passes(double seconds) {
    clock.addAndGet(Math.round(seconds * 1e9));
  }

  private static Work work(String name, String kind, double passes) {
    return new Work(new Key(Sha256.of(name.getBytes(UTF_8))), kind, IMAGES, passes);
  }
}
