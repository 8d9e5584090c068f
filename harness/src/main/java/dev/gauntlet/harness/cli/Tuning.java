package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.store.Scratch;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.tuning.Arrangement;
import dev.gauntlet.harness.tuning.Candidates;
import dev.gauntlet.harness.tuning.Disturbance;
import dev.gauntlet.harness.tuning.Load;
import dev.gauntlet.harness.tuning.Measurement;
import dev.gauntlet.harness.tuning.Measurements;
import dev.gauntlet.harness.tuning.NotKept;
import dev.gauntlet.harness.tuning.Rate;
import dev.gauntlet.harness.tuning.Subject;
import dev.gauntlet.harness.tuning.ThroughputProbe;
import dev.gauntlet.leaderboard.results.Machine;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What suits this machine, measured when it is first asked for. */
final class Tuning {
  private final Placement placement;
  private final Machine machine = MachineFacts.here();

  private final Measurements kept;
  private final Function<Subject, Measurement> probe;
  private final Supplier<Load> load;

  /**
   * That of this machine.
   *
   * @param home where measurements are kept
   */
  Tuning(Placement placement, Path home) {
    this(placement, home, subject -> probe(placement, home, subject), Load::now);
  }

  /**
   * The same with a measurement of one's own.
   *
   * @param probe measures
   * @param load says how busy the machine is
   */
  Tuning(
      Placement placement, Path home, Function<Subject, Measurement> probe, Supplier<Load> load) {
    this.placement = placement;
    this.kept = new Measurements(home);
    this.probe = probe;
    this.load = load;
  }

  /** What was measured before, on this machine and with this code. */
  Optional<Measurement> known() {
    return kept.find(subject());
  }

  /** Why nothing is known, where it was to be measured. */
  Optional<NotKept> notKept() {
    return kept.notKept(subject());
  }

  /** What is taken where nothing is known. */
  Arrangement unmeasured() {
    return Candidates.unmeasured(
        placement.onGpus() ? placement.devices().size() : 0,
        machine.cores(),
        machine.memoryBytes());
  }

  /**
   * What was measured before; measures where nothing was, unless the machine is busy.
   *
   * @param say is told that it measures, what comes out and how long it took
   */
  Arrangement arrangement(Consumer<String> say) {
    Optional<Measurement> known = known();
    if (known.isPresent()) {
      return known.get().best();
    }
    Load now = load.get();
    if (now.exceedsProcessors()) {
      String taken = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      kept.note(new NotKept(subject(), taken, now.toString(), List.of()));
      say.accept("not measured: %s; taking %s".formatted(now, words(unmeasured())));
      return unmeasured();
    }
    return measure(say).map(Measurement::best).orElseGet(this::unmeasured);
  }

  /**
   * Measures, whatever is known, and keeps it where it can be believed.
   *
   * @return empty where it cannot
   */
  Optional<Measurement> measure(Consumer<String> say) {
    say.accept(
        "measuring %s on %s, once, to choose workers and batches; this takes some seconds ..."
            .formatted(placement.engine().name(), device()));
    Measurement measurement = probe.apply(subject());
    String seconds = Durations.brief(measurement.seconds());
    Optional<String> doubt = Disturbance.of(measurement, load.get());
    if (doubt.isPresent()) {
      kept.note(
          new NotKept(
              measurement.subject(), measurement.taken(), doubt.get(), measurement.rates()));
      say.accept(
          "measured in %s, not kept, since the machine was busy: %s; taking %s"
              .formatted(seconds, doubt.get(), words(unmeasured())));
      return Optional.empty();
    }
    kept.keep(measurement);
    say.accept("measured in %s: %s".formatted(seconds, words(measurement.best())));
    return Optional.of(measurement);
  }

  private static Measurement probe(Placement placement, Path home, Subject subject) {
    try (Scratch scratch = new Store(home, warning -> {}).scratch()) {
      Machine machine = MachineFacts.here();
      return new ThroughputProbe(
              placement.engine(),
              placement.onGpus() ? placement.devices() : List.of(),
              machine.cores(),
              machine.memoryBytes(),
              scratch.directory())
          .measure(subject);
    }
  }

  /** The measured rates, and what is chosen. */
  static List<String> table(Measurement measurement) {
    return table(measurement.rates(), Optional.of(measurement.best()));
  }

  /** Measured rates. */
  static List<String> table(List<Rate> rates, Optional<Arrangement> chosen) {
    Table table = new Table(">WORKERS", ">THREADS EACH", ">BATCH", ">IMAGES x STEPS/S", "");
    for (Rate rate : rates) {
      Arrangement arrangement = rate.arrangement();
      table.row(
          arrangement.workers(),
          arrangement.threads(),
          arrangement.batch(),
          String.format(Locale.ROOT, "%.0f", rate.imageSteps()),
          chosen.filter(arrangement::equals).isPresent() ? "chosen" : "");
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
