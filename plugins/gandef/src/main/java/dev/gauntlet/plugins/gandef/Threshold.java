package dev.gauntlet.plugins.gandef;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The score above which an image is rejected, as a file of a checkpoint.
 *
 * @param value in [0, 1]
 */
record Threshold(double value) {
  private static final String FILE = "threshold.txt";

  Threshold {
    if (!(value >= 0 && value <= 1)) {
      throw new CheckpointException("the threshold must be between 0 and 1, got " + value);
    }
  }

  void write(CheckpointWriter checkpoint) {
    try (OutputStream out = checkpoint.create(FILE)) {
      out.write((value + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CheckpointException("cannot write " + FILE + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws CheckpointException if the file is missing or damaged
   */
  static Threshold read(CheckpointReader checkpoint) {
    try (InputStream in = checkpoint.open(FILE)) {
      return new Threshold(
          Double.parseDouble(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip()));
    } catch (IOException | NumberFormatException e) {
      throw new CheckpointException(
          checkpoint.origin() + ": cannot read " + FILE + ": " + e.getMessage(), e);
    }
  }
}
