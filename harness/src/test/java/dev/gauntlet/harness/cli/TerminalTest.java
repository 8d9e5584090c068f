package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalTest {
  @Test
  void aDumbTerminalIsSentPlainLines() {
    Terminal dumb = new Terminal(true, Map.of("TERM", "dumb"));

    assertThat(dumb.colours()).isEqualTo(Ansi.OFF);
    try (ProgressView view = view(dumb)) {
      assertThat(view).isInstanceOf(ProgressLines.class);
    }
  }

  @Test
  void noColoursMeansNoColours() {
    assertThat(new Terminal(true, Map.of("TERM", "xterm", "NO_COLOR", "1")).colours())
        .isEqualTo(Ansi.OFF);
    assertThat(new Terminal(true, Map.of("TERM", "xterm", "NO_COLOR", "")).colours())
        .isEqualTo(Ansi.AUTO);
  }

  @Test
  void theBarIsDrawnWithoutEscapeSequences() {
    PrintStream before = System.err;
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    System.setErr(new PrintStream(drawn, true, StandardCharsets.UTF_8));
    try (ProgressView view = view(new Terminal(true, Map.of("TERM", "xterm")))) {
      assertThat(view).isInstanceOf(ProgressOnTerminal.class);
    } finally {
      System.setErr(before);
    }

    assertThat(drawn.toString(StandardCharsets.UTF_8)).contains("run").doesNotContain("\u001b");
  }

  private static ProgressView view(Terminal terminal) {
    return ProgressView.of(terminal, "run", List.of(), new PrintWriter(new StringWriter()));
  }
}
