package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.store.Key;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * How long a run still takes. The time that passes is shared out among the tasks that run, and
 * gives what an image of each kind of task takes; of a kind that has not run yet, its passes say
 * it, at what a pass took elsewhere. What comes from the store counts as nothing.
 */
public final class Forecast implements Listener {
  private final LongSupplier nanoseconds;
  private final Map<Key, State> states = new LinkedHashMap<>();
  private long last;

  /**
   * A forecast for tasks.
   *
   * @param nanoseconds a clock
   */
  public Forecast(Collection<Work> tasks, LongSupplier nanoseconds) {
    this.nanoseconds = nanoseconds;
    this.last = nanoseconds.getAsLong();
    tasks.forEach(work -> states.put(work.task(), new State(work)));
  }

  private enum Phase {
    WAITING,
    RUNNING,
    ENDED
  }

  private static final class State {
    private final Work work;
    private Phase phase = Phase.WAITING;
    private double seconds;
    private double done; // share of the task, from 0 to 1
    private double known; // of it, what earlier runs did
    private boolean failed;

    State(Work work) {
      this.work = work;
    }

    double imagesSeen() {
      return failed ? 0 : (done - known) * work.images();
    }
  }

  /** Seconds for so many images, or passes. */
  private static final class Rate {
    private double seconds;
    private double units;

    void add(double moreSeconds, double moreUnits) {
      seconds += moreSeconds;
      units += moreUnits;
    }

    /** Not a number where there are none. */
    double secondsEach() {
      return seconds / units;
    }
  }

  @Override
  public synchronized void on(Event event) {
    State state = states.get(event.task());
    if (state == null) {
      return;
    }
    pass();
    if (event instanceof Event.Started) {
      state.phase = Phase.RUNNING;
    } else if (event instanceof Event.Resumed resumed) {
      double share = share(resumed.done(), resumed.steps());
      state.known += Math.max(0, share - state.done);
      state.done = share;
    } else if (event instanceof Event.Advanced advanced) {
      state.done = Math.max(state.done, share(advanced.done(), advanced.steps()));
    } else if (event instanceof Event.Finished finished) {
      state.phase = Phase.ENDED;
      state.known = finished.cached() ? 1 : state.known;
      state.done = 1;
    } else if (event instanceof Event.Failed) {
      state.phase = Phase.ENDED;
      state.failed = true;
    }
  }

  /** Seconds until all tasks have ended; empty as long as nothing is known about any of them. */
  public synchronized OptionalDouble secondsLeft() {
    pass();
    Rate pass = new Rate();
    Map<String, Rate> image = new HashMap<>();
    for (State state : states.values()) {
      if (state.imagesSeen() > 0) {
        pass.add(state.seconds, state.imagesSeen() * state.work.passes());
        image
            .computeIfAbsent(state.work.kind(), kind -> new Rate())
            .add(state.seconds, state.imagesSeen());
      }
    }
    double sum = 0;
    for (State state : states.values()) {
      if (state.phase != Phase.ENDED) {
        Rate kind = image.get(state.work.kind());
        sum +=
            secondsLeft(
                state,
                kind == null ? pass.secondsEach() * state.work.passes() : kind.secondsEach());
      }
    }
    return Double.isNaN(sum) ? OptionalDouble.empty() : OptionalDouble.of(sum);
  }

  /**
   * What is done of all, by the time that it takes; from 0 to 1, and 0 as long as it is unknown.
   */
  public synchronized double share() {
    OptionalDouble left = secondsLeft();
    double spent = states.values().stream().mapToDouble(state -> state.seconds).sum();
    return left.isEmpty() || spent == 0 ? 0 : spent / (spent + left.getAsDouble());
  }

  /** Seconds that one takes at so many for an image. */
  private static double secondsLeft(State state, double perImage) {
    double images = (1 - state.done) * state.work.images();
    if (state.imagesSeen() > 0) {
      return state.seconds / state.imagesSeen() * images;
    }
    // One that has taken longer than expected, and shows nothing for it, is not nearly done.
    return Math.max(perImage * images - state.seconds, state.seconds / 2);
  }

  /** Shares the time since the last event out among what has run in it. */
  private void pass() {
    long now = nanoseconds.getAsLong();
    List<State> running =
        states.values().stream().filter(state -> state.phase == Phase.RUNNING).toList();
    running.forEach(state -> state.seconds += (now - last) / 1e9 / running.size());
    last = now;
  }

  private static double share(long done, long steps) {
    return steps == 0 ? 0 : Math.min(1, (double) done / steps);
  }
}
