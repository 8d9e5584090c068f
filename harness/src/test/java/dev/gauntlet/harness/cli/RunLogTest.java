package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  @TempDir private Path folder;

  @Test
  void whatAPluginSaysIsOneLineThatCommandsNothing() throws Exception {
    Path file = folder.resolve("log.txt");

    try (RunLog log = RunLog.open(file)) {
      log.line("failure \u001b[31mred\n00:00:00.000 end     all is well");
    }

    assertThat(Files.readAllLines(file))
        .singleElement()
        .asString()
        .matches("[0-9:.]{12} failure \ufffd\\[31mred 00:00:00.000 end     all is well");
  }
}
