package dev.gauntlet.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.plugins.pgd.Pgd;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures one engine in this process: the bare loop, the same through {@link Differentiable}, and
 * PGD-40 as the plugin runs it, for LeNet and D1 at batch 100; then what leaving early spares.
 */
public final class GradientBenchmark {
  private static final int BATCH = 100;
  private static final int CLASSES = 10;
  private static final int STEPS = 40;
  private static final int ROUNDS = 5;
  private static final Shape IMAGE = new Shape(1, 28, 28);

  private static final String BARE = "bare loop";
  private static final String DIFFERENTIABLE = "Differentiable";
  private static final String PGD = "PGD-40";

  private GradientBenchmark() {}

  /** Runs on the engine of the first argument; the second is the processor's peak, GFLOP/s. */
  public static void main(String[] arguments) {
    double peak = Double.parseDouble(arguments[1]);
    try (NDManager manager = Engine.getEngine(arguments[0]).newBaseManager()) {
      for (Architecture architecture : List.of(Architecture.LENET, Architecture.D1)) {
        try (NDManager scope = manager.newSubManager()) {
          measure(scope, architecture, peak);
        }
      }
      for (String defense : List.of("undefended", "pure-pgd")) {
        EarlyExit.measure(manager, defense);
      }
    }
  }

  private static void measure(NDManager manager, Architecture architecture, double peak) {
    NDArray images = manager.randomUniform(0, 1, new Shape(BATCH).addAll(IMAGE));
    NDArray labels = manager.zeros(new Shape(BATCH), DataType.INT64);
    SequentialBlock block = (SequentialBlock) architecture.block(CLASSES);
    Network network = new Network(manager, architecture.block(CLASSES), IMAGE, 1);
    Rates rates = new Rates(BATCH);
    rates.add(BARE, new BareLoop(manager, block, images, labels, CLASSES));
    rates.add(DIFFERENTIABLE, steps -> throughDifferentiable(network, images, labels, steps));
    rates.add(PGD, steps -> pgd(network, images, labels, steps));
    rates.measure(ROUNDS, STEPS);
    double perStep = 2 * Flops.forward(block, IMAGE);
    for (String name : List.of(BARE, DIFFERENTIABLE, PGD)) {
      System.out.printf(
          Locale.ROOT,
          "%-8s %-6s %-15s %6.0f images x steps/s, %5.1f %% of the bare loop, %4.0f GFLOP/s, %2.0f %% of peak%n",
          manager.getEngine().getEngineName(),
          architecture.id(),
          name,
          rates.rate(name),
          100 * rates.ratio(name, BARE),
          rates.rate(name) * perStep / 1e9,
          100 * rates.rate(name) * perStep / 1e9 / peak);
    }
  }

  private static void throughDifferentiable(
      Differentiable source, NDArray images, NDArray labels, int steps) {
    LogitLoss loss = Losses.crossEntropy(labels, CLASSES);
    NDManager manager = images.getManager();
    NDArray current = images.duplicate();
    for (int step = 0; step < steps; step++) {
      try (NDManager scope = manager.newSubManager();
          NDArray previous = current) {
        previous.attach(scope);
        try (InputGradient gradient = source.inputGradient(previous, loss)) {
          current = gradient.gradient().sign().muli(0.01).addi(previous);
        }
        current.attach(manager);
      }
    }
    current.toFloatArray();
    current.close();
  }

  private static void pgd(Differentiable source, NDArray images, NDArray labels, int steps) {
    Pgd attack = new Pgd();
    List<String> ids = IntStream.range(0, BATCH).mapToObj(Integer::toString).toList();
    TestAttackContext context =
        TestAttackContext.of(attack.descriptor(), List.of(source), new Budget(Norm.LINF, 0.3), ids)
            .withClasses(CLASSES)
            .withParameters(Map.of("steps", steps));
    try (NDArray perturbed = attack.perturb(context, images, labels)) {
      perturbed.toFloatArray();
    }
  }
}
