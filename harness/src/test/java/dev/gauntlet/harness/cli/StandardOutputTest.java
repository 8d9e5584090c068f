package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  @Test
  void theFirstFailureIsKeptThroughWritersThatHideIt() {
    StandardOutput output = new StandardOutput(new FullDevice());
    PrintWriter writer = PlainWriter.on(new PrintWriter(output, true, StandardCharsets.UTF_8));

    writer.println("a line");
    writer.println("another");

    assertThat(output.failure()).hasValueSatisfying(e -> assertThat(e).hasMessage("full, time 1"));
  }

  @Test
  void whatCanBeWrittenIs() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(written);
    PrintWriter writer = new PrintWriter(output, true, StandardCharsets.UTF_8);

    writer.println("ε = 0.3");

    assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("ε = 0.3");
    assertThat(output.failure()).isEmpty();
  }

  private static final class FullDevice extends OutputStream {
    private int times;

    @Override
    public void write(int value) throws IOException {
      throw new IOException("full, time " + ++times);
    }
  }
}
