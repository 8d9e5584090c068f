package dev.gauntlet.harness.testplugins;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;

/** A defense whose training goes wrong in the way its parameter names. */
public class BrokenTrainings extends NearestMean {
  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "broken",
        "Broken",
        "Fails to train.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(
            Parameter.choice(
                "how", List.of("throw", "error", "exit", "rubbish", "nothing"), "How.")),
        List.of(),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    switch (context.parameters().text("how")) {
      case "throw" -> throw new IllegalStateException("the loss is NaN");
      case "error" -> throw new StackOverflowError("too deep");
      case "exit" -> System.exit(7);
      case "rubbish" -> rubbish();
      default -> {}
    }
  }

  private static void rubbish() {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write("not a reply\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
