package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.engines.Trial;
import dev.gauntlet.engines.Verdict;
import dev.gauntlet.harness.device.DeviceFacts;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.engine.EngineTester;
import dev.gauntlet.harness.worker.EngineChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What the doctor says of the engines: what was tested, what failed, and what was done. */
final class DoctorEngines {
  private final BiConsumer<String, String> say;
  private final DeviceOptions options;
  private final EngineTester tester;
  private final List<EngineChoice> right = new ArrayList<>();

  /**
   * The doctor's engines.
   *
   * @param say is told each line: what, and the text
   */
  DoctorEngines(BiConsumer<String, String> say, DeviceOptions options) {
    this.say = say;
    this.options = options;
    this.tester = new EngineTester(DeviceFacts.here().gpus(), line -> say.accept("", line));
  }

  /**
   * Tests every engine on the processors, and the chosen one where it runs.
   *
   * @return where a run's models run; empty if no engine is right there
   */
  Optional<Placement> check(Placement wanted) {
    for (String word : List.of("mxnet", "pytorch")) {
      EngineChoice engine = EngineChoice.of(word);
      Verdict verdict = tester.of(engine, Placement.CPU);
      say.accept("engine " + word, engine.version() + ", tested " + verdict.tested());
      for (Trial trial : verdict.trials()) {
        say.accept("", trial.words());
      }
      verdict
          .passed()
          .ifPresentOrElse(
              trial -> right.add(engine.with(trial.remedy())),
              () -> say.accept("", engine.name() + " is not used on these processors"));
    }
    try {
      Placement placement = options.trusted(line -> say.accept("", line)).placement();
      if (!placement.engine().name().equals(wanted.engine().name())) {
        say.accept(
            "models run",
            "with %s, %s"
                .formatted(placement.engine().name(), placement.reason().toLowerCase(Locale.ROOT)));
      }
      return Optional.of(placement);
    } catch (GauntletException e) {
      say.accept("models run", "nowhere: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The engines that are right on the processors, each with its remedy. */
  List<EngineChoice> right() {
    return right;
  }
}
