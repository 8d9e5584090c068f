package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.cli.CommandLineTrial.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorMeasureIT {
  @TempDir private Path folder;

  @Test
  void aMachineIsMeasuredAndTheDoctorShowsWhatWasChosenOrWhyNothingWasKept() throws IOException {
    CommandLineTrial trial = new CommandLineTrial(folder);
    assertThat(trial.run("doctor", "--devices", "cpu").out()).contains("not measured yet");

    Outcome measured = trial.run("doctor", "--devices", "cpu", "--measure");

    assertThat(measured.exit()).isZero();
    assertThat(measured.out())
        .contains("measured in ")
        .containsPattern("WORKERS +THREADS EACH +BATCH +IMAGES x STEPS/S");
    // Which of the two depends on what else runs here now.
    boolean kept = !measured.out().contains("not kept");
    Outcome again = trial.run("doctor", "--devices", "cpu");
    assertThat(again.out())
        .doesNotContain("measuring")
        .contains(kept ? "the fastest when measured at" : "unmeasured: nothing was kept at")
        .containsPattern("WORKERS +THREADS EACH +BATCH +IMAGES x STEPS/S");
    assertThat(again.out().contains("  chosen")).isEqualTo(kept);
  }
}
