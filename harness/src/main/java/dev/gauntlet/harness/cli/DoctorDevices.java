package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.device.DeviceFacts;
import dev.gauntlet.harness.device.Gpu;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.tuning.Measurement;
import dev.gauntlet.harness.tuning.NotKept;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What the doctor says of devices and of how they are put to work. */
final class DoctorDevices {
  private final BiConsumer<String, String> say;

  /**
   * The doctor's devices.
   *
   * @param say is told each line: what, and the text
   */
  DoctorDevices(BiConsumer<String, String> say) {
    this.say = say;
  }

  /** Says which GPUs there are and where models run; empty where the options cannot be met. */
  Optional<Placement> choice(DeviceOptions options) {
    DeviceFacts facts = DeviceFacts.here();
    say.accept("gpu", facts.gpus().isEmpty() ? "none that CUDA or nvidia-smi knows" : "");
    for (Gpu gpu : facts.gpus()) {
      say.accept("", gpu.toString());
    }
    try {
      Placement placement = options.placement();
      say.accept(
          "models run",
          "on %s with %s: %s"
              .formatted(
                  String.join(",", placement.devices()),
                  placement.engine().name(),
                  placement.reason()));
      return Optional.of(placement);
    } catch (GauntletException e) {
      say.accept("models run", "nowhere: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Says how many workers a run has and why.
   *
   * @param anew measures first, whatever is known
   */
  void workers(Placement placement, Path home, boolean anew) {
    Tuning tuning = new Tuning(placement, home);
    Optional<Measurement> known =
        anew ? tuning.measure(line -> say.accept("workers", line)) : tuning.known();
    if (known.isEmpty()) {
      unknown(tuning);
      return;
    }
    Measurement measurement = known.get();
    say.accept(
        "workers",
        "%s: the fastest when measured at %s in %s (differences below 5 %% count as noise)"
            .formatted(
                Tuning.words(measurement.best()),
                measurement.taken(),
                Durations.brief(measurement.seconds())));
    Tuning.table(measurement).forEach(line -> say.accept("", line));
  }

  private void unknown(Tuning tuning) {
    String remedy = "the next run that needs it measures, or 'harness doctor --measure'";
    Optional<NotKept> reason = tuning.notKept();
    if (reason.isEmpty()) {
      say.accept("workers", "not measured yet; " + remedy);
      return;
    }
    NotKept note = reason.get();
    say.accept(
        "workers",
        "%s, unmeasured: nothing was kept at %s, since %s; %s"
            .formatted(Tuning.words(tuning.unmeasured()), note.taken(), note.reason(), remedy));
    if (!note.rates().isEmpty()) {
      Tuning.table(note.rates(), Optional.empty()).forEach(line -> say.accept("", line));
    }
  }
}
