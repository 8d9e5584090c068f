package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.execution.Event;
import dev.gauntlet.harness.store.Key;
import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as one bar over all tasks, with an estimate and what the latest one says. */
final class ProgressOnTerminal implements ProgressView {
  /** A task's share of the bar, so that long tasks move it too. */
  private static final long PER_TASK = 1000;

  private final ProgressBar bar;
  private final Map<Key, Long> shares = new HashMap<>();

  ProgressOnTerminal(String name, int tasks) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(tasks * PER_TASK)
            .setUnit(" tasks", PER_TASK)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(500)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public synchronized void on(Event event) {
    if (event instanceof Event.Started started) {
      show(event, 0, started.title());
    } else if (event instanceof Event.Advanced advanced) {
      long share = advanced.steps() == 0 ? 0 : PER_TASK * advanced.done() / advanced.steps();
      show(event, share, advanced.title() + " " + advanced.message());
    } else if (event instanceof Event.Finished finished) {
      show(event, PER_TASK, finished.title());
    } else if (event instanceof Event.Failed failed) {
      show(event, PER_TASK, failed.title() + " failed");
    }
  }

  private void show(Event event, long share, String message) {
    shares.put(event.task(), share);
    bar.setExtraMessage(PlainWriter.line(message));
    bar.stepTo(shares.values().stream().mapToLong(Long::longValue).sum());
  }

  @Override
  public void close() {
    bar.close();
  }
}
