package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.execution.Event;
import dev.gauntlet.harness.execution.Forecast;
import dev.gauntlet.harness.store.Key;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as one bar, by the time that the tasks take, with an estimate and the latest one. */
final class ProgressOnTerminal implements ProgressView {
  private static final long WHOLE = 100;

  private final ProgressBar bar;
  private final int tasks;
  private final Forecast forecast;
  private final Set<Key> ended = new HashSet<>();

  ProgressOnTerminal(String name, int tasks, Forecast forecast) {
    this.tasks = tasks;
    this.forecast = forecast;
    bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(WHOLE)
            .setUnit("%", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(500)
            .setEtaFunction(state -> left())
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public synchronized void on(Event event) {
    forecast.on(event);
    if (event instanceof Event.Started started) {
      show(started.title());
    } else if (event instanceof Event.Advanced advanced) {
      show(advanced.title() + " " + advanced.message());
    } else if (event instanceof Event.Finished finished) {
      ended.add(event.task());
      show(finished.title());
    } else if (event instanceof Event.Failed failed) {
      ended.add(event.task());
      show(failed.title() + " failed");
    }
  }

  private void show(String message) {
    bar.setExtraMessage(PlainWriter.line("[" + ended.size() + "/" + tasks + "] " + message));
    bar.stepTo((long) (WHOLE * forecast.share()));
  }

  private Optional<Duration> left() {
    OptionalDouble seconds = forecast.secondsLeft();
    return seconds.isPresent()
        ? Optional.of(Duration.ofMillis((long) (1000 * seconds.getAsDouble())))
        : Optional.empty();
  }

  @Override
  public void close() {
    bar.close();
  }
}
