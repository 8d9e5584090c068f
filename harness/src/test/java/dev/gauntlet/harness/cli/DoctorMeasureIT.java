package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.cli.CommandLineTrial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorMeasureIT {
  @TempDir private Path folder;

  @Test
  void aMachineIsMeasuredOnceAndTheDoctorShowsWhatWasChosen() throws IOException {
    CommandLineTrial trial = new CommandLineTrial(folder);
    assertThat(trial.run("doctor", "--devices", "cpu").out()).contains("not measured yet");

    Outcome measured = trial.run("doctor", "--devices", "cpu", "--measure");

    assertThat(measured.exit()).isZero();
    assertThat(measured.out()).contains("measured in ").containsPattern("\\d  chosen");
    List<Path> kept;
    try (Stream<Path> files = Files.list(trial.home.resolve("measurements"))) {
      kept = files.toList();
    }
    assertThat(kept).hasSize(1);
    Outcome again = trial.run("doctor", "--devices", "cpu");
    assertThat(again.out())
        .doesNotContain("measuring")
        .contains("the fastest when measured at")
        .containsPattern("WORKERS +THREADS EACH +BATCH +IMAGES x STEPS/S")
        .containsPattern("\\d  chosen");
  }
}
