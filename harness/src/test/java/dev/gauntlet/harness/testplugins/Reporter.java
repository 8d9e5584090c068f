package dev.gauntlet.harness.testplugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A gradient step that reports the first images of its batch and comes to a bad end. */
public class Reporter extends GradientStep {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "reporter",
        "Reporter",
        "Reports the first images of a gradient step, then does what it must not.",
        Citation.of("Gauntlet's own tests"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED),
        List.of(
            Saboteur.text("deed", "What."),
            Parameter.integer("count", 40, 0, 60, "How many it reports."),
            Parameter.number("share", 1, 0, 2, "Of epsilon that the step takes.")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    int size = (int) images.getShape().get(0);
    int[] positions =
        IntStream.range(0, Math.min(size, context.parameters().integer("count"))).toArray();
    NDArray moved = super.perturb(context, images, labels);
    NDArray found = moved.get("0:" + positions.length);
    try {
      return commit(context, found, positions, moved);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NDArray commit(
      AttackContext context, NDArray found, int[] positions, NDArray moved) throws IOException {
    String deed = context.parameters().text("deed");
    switch (deed) {
      case "none" -> {
        return moved;
      }
      case "not-finite" -> context.reportAdversarial(found.mul(Float.NaN), positions);
      case "over-budget" -> context.reportAdversarial(found.neg().add(1), positions);
      case "of-others" ->
          context.reportAdversarial(found, IntStream.of(positions).map(i -> i ^ 1).toArray());
      case "outside" ->
          context.reportAdversarial(found, IntStream.of(positions).map(i -> i + 1000).toArray());
      case "endless" -> {
        while (positions.length > 0) {
          context.reportAdversarial(found, positions);
        }
      }
      case "midway" -> {
        Thread writer =
            new Thread(
                () -> {
                  while (true) {
                    context.reportAdversarial(found, positions);
                  }
                });
        writer.setDaemon(true);
        context.reportAdversarial(found, positions);
        writer.start();
        pause();
        Runtime.getRuntime().halt(17);
      }
      default -> context.reportAdversarial(found, positions);
    }
    switch (deed) {
      case "garbage" -> Files.write(report(), "no NPZ at all".getBytes(UTF_8));
      case "link" -> {
        Path report = report();
        Files.delete(report);
        Files.createSymbolicLink(report, Path.of("/etc/passwd"));
      }
      case "nan" -> {
        return moved.mul(Float.NaN);
      }
      case "heap", "native-memory", "sleep", "line" -> Deeds.commit(deed, "");
      default -> {}
    }
    throw new IllegalStateException("sabotage");
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path report() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("out"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("reported-"))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow();
    }
  }
}
