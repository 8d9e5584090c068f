package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.cli.CommandLineTrial.Outcome;
import dev.gauntlet.toolkit.architectures.Architecture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorIT {
  @TempDir private Path folder;

  @Test
  void gradientsOfEveryArchitectureMatchOnEveryEngineOfThisMachine() throws IOException {
    CommandLineTrial trial = new CommandLineTrial(folder);

    Outcome outcome = trial.run("doctor", "--gradients");

    assertThat(outcome.exit()).as(outcome.out()).isZero();
    assertThat(outcome.out())
        .containsPattern("ENGINE +ARCHITECTURE +MEDIAN ERROR +PROBES +GRADIENTS")
        .doesNotContain("DIFFER")
        .containsPattern("(?m)^bwrap +\\S")
        .containsPattern("(?m)^docker +\\S");
    for (String architecture : Architecture.ids()) {
      assertThat(outcome.out())
          .containsPattern("PyTorch +" + architecture + " +[0-9.]+ % +[0-9]+ +match");
    }
    assertThat(trial.home).isEmptyDirectory();
  }
}
