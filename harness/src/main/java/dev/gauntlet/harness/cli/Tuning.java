package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.store.Scratch;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.tuning.Arrangement;
import dev.gauntlet.harness.tuning.Measurement;
import dev.gauntlet.harness.tuning.Measurements;
import dev.gauntlet.harness.tuning.Rate;
import dev.gauntlet.harness.tuning.Subject;
import dev.gauntlet.harness.tuning.ThroughputProbe;
import dev.gauntlet.leaderboard.results.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What suits this machine, measured when it is first asked for. */
final class Tuning {
  private final Placement placement;
  private final Path home;
  private final Machine machine = MachineFacts.here();

  Tuning(Placement placement, Path home) {
    this.placement = placement;
    this.home = home;
  }

  /** What was measured before, on this machine and with this code. */
  Optional<Measurement> known() {
    return new Measurements(home).find(subject());
  }

  /**
   * What was measured before; measures where nothing was.
   *
   * @param say is told that it measures, what comes out and how long it took
   */
  Measurement measurement(Consumer<String> say) {
    return known().orElseGet(() -> measure(say));
  }

  /** Measures, whatever is known, and keeps it. */
  Measurement measure(Consumer<String> say) {
    say.accept(
        "measuring %s on %s, once, to choose workers and batches; this takes some seconds ..."
            .formatted(placement.engine().name(), device()));
    try (Scratch scratch = new Store(home, say).scratch()) {
      ThroughputProbe probe =
          new ThroughputProbe(
              placement.engine(),
              placement.onGpus() ? placement.devices() : List.of(),
              machine.cores(),
              machine.memoryBytes(),
              scratch.directory());
      Measurement measurement = probe.measure(subject());
      new Measurements(home).keep(measurement);
      say.accept(
          "measured in %s: %s"
              .formatted(Durations.brief(measurement.seconds()), words(measurement.best())));
      return measurement;
    }
  }

  /** The measured rates, and what is chosen. */
  static List<String> table(Measurement measurement) {
    Table table = new Table(">WORKERS", ">THREADS EACH", ">BATCH", ">IMAGES x STEPS/S", "");
    for (Rate rate : measurement.rates()) {
      Arrangement arrangement = rate.arrangement();
      table.row(
          arrangement.workers(),
          arrangement.threads(),
          arrangement.batch(),
          String.format(Locale.ROOT, "%.0f", rate.imageSteps()),
          arrangement.equals(measurement.best()) ? "chosen" : "");
    }
    return table.lines();
  }

  static String words(Arrangement arrangement) {
    return "%s of %s, %s a batch"
        .formatted(
            Words.count(arrangement.workers(), "worker"),
            Words.count(arrangement.threads(), "thread"),
            Words.count(arrangement.batch(), "image"));
  }

  private Subject subject() {
    return new Subject(
        placement.engine().name(),
        placement.engine().version(),
        device(),
        machine.cores(),
        Installation.version());
  }

  private String device() {
    return placement.onGpus() ? String.join(",", placement.devices()) : machine.cpu();
  }
}
