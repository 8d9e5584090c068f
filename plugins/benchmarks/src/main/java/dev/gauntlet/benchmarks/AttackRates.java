package dev.gauntlet.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.sun.management.OperatingSystemMXBean;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.plugins.autoattack.ApgdCe;
import dev.gauntlet.plugins.autoattack.ApgdDlr;
import dev.gauntlet.plugins.autoattack.ApgdT;
import dev.gauntlet.plugins.autoattack.FabT;
import dev.gauntlet.plugins.autoattack.Square;
import dev.gauntlet.plugins.carliniwagner.CarliniWagnerL2;
import dev.gauntlet.plugins.carliniwagner.CarliniWagnerLinf;
import dev.gauntlet.plugins.carliniwagner.Lbfgs;
import dev.gauntlet.plugins.deepfool.DeepFool;
import dev.gauntlet.plugins.iterative.Bim;
import dev.gauntlet.plugins.iterative.Ifgsm;
import dev.gauntlet.plugins.iterative.MiFgsm;
import dev.gauntlet.plugins.jsma.Jsma;
import dev.gauntlet.plugins.pgd.Pgd;
import dev.gauntlet.testkit.TestAttackContext;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much of an attack's time its model's passes are: the passes that the attack makes, at the
 * rate at which the model makes nothing else, over the time that the attack takes; processor time
 * of this process, which other work on the machine does not lengthen. On the shipped Pure PGD, one
 * batch of 100 images, without leaving early.
 */
public final class AttackRates {
  private static final int BATCH = 100;
  private static final int CLASSES = 10;
  private static final int ROUNDS = 3;
  private static final int PASSES = 20;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private AttackRates() {}

  private record Trial(Attack attack, Norm norm, double epsilon, Map<String, Object> parameters) {
    static Trial linf(Attack attack, Map<String, Object> parameters) {
      return new Trial(attack, Norm.LINF, 0.3, parameters);
    }

    static Trial l2(Attack attack, Map<String, Object> parameters) {
      return new Trial(attack, Norm.L2, 2, parameters);
    }
  }

  private static List<Trial> trials() {
    return List.of(
        Trial.linf(new Bim(), Map.of("steps", 40)),
        Trial.linf(new Ifgsm(), Map.of("steps", 40)),
        Trial.linf(new MiFgsm(), Map.of("steps", 40)),
        Trial.linf(new Pgd(), Map.of("steps", 40)),
        Trial.l2(new Pgd(), Map.of("steps", 40)),
        Trial.linf(new ApgdCe(), Map.of("steps", 40)),
        Trial.linf(new ApgdDlr(), Map.of("steps", 40)),
        Trial.linf(new ApgdT(), Map.of("steps", 40, "targets", 1)),
        Trial.linf(new FabT(), Map.of("steps", 40, "targets", 1)),
        Trial.l2(new FabT(), Map.of("steps", 40, "targets", 1)),
        Trial.linf(new Square(), Map.of("queries", 200)),
        Trial.l2(new Square(), Map.of("queries", 200)),
        Trial.linf(new CarliniWagnerLinf(), Map.of("steps", 100)),
        Trial.l2(new CarliniWagnerL2(), Map.of("steps", 40, "binary_search_steps", 3)),
        Trial.l2(new Lbfgs(), Map.of("iterations", 40, "binary_search_steps", 3)),
        Trial.l2(new DeepFool(), Map.of()),
        new Trial(new Jsma(), Norm.L0, 20, Map.of("candidates", 3)));
  }

  /** Runs on the engine of the first argument, only the attacks whose ids follow, or all. */
  public static void main(String[] arguments) {
    try (NDManager manager = Engine.getEngine(arguments[0]).newBaseManager();
        ShippedModel model = new ShippedModel(manager, "pure-pgd", BATCH)) {
      List<String> wanted = List.of(arguments).subList(1, arguments.length);
      for (Trial trial : trials()) {
        if (wanted.isEmpty() || wanted.contains(trial.attack().descriptor().id())) {
          measure(model, trial);
        }
      }
    }
  }

  private static void measure(ShippedModel model, Trial trial) {
    Network network = model.network();
    TestAttackContext context =
        model
            .context(trial.attack(), trial.norm(), trial.epsilon())
            .withParameters(trial.parameters())
            .withQuota(Long.MAX_VALUE);
    attack(trial.attack(), context, model);
    List<Double> shares = new ArrayList<>();
    long forward = 0;
    long backward = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double gradient = seconds(() -> gradients(model));
      double query = seconds(() -> queries(model));
      long forwardBefore = network.forwardImages();
      long backwardBefore = network.backwardImages();
      double taken = seconds(() -> attack(trial.attack(), context, model));
      forward = network.forwardImages() - forwardBefore;
      backward = network.backwardImages() - backwardBefore;
      double alone = (backward * gradient + (forward - backward) * query) / (PASSES * BATCH);
      shares.add(alone / taken);
    }
    Collections.sort(shares);
    System.out.printf(
        Locale.ROOT,
        "%-8s %-18s %-4s %6.1f gradients and %6.1f other passes an image: %3.0f %% of its time%n",
        network.manager().getEngine().getEngineName(),
        trial.attack().descriptor().id(),
        trial.norm().name().toLowerCase(Locale.ROOT),
        backward / (double) BATCH,
        (forward - backward) / (double) BATCH,
        100 * shares.get(ROUNDS / 2));
  }

  private static void attack(Attack attack, TestAttackContext context, ShippedModel model) {
    try (NDArray perturbed = attack.perturb(context, model.images(), model.labels())) {
      perturbed.toFloatArray();
    }
  }

  private static void gradients(ShippedModel model) {
    LogitLoss loss = Losses.crossEntropy(model.labels(), CLASSES);
    for (int pass = 0; pass < PASSES; pass++) {
      try (InputGradient gradient = model.network().inputGradient(model.images(), loss)) {
        gradient.gradient().toFloatArray();
      }
    }
  }

  private static void queries(ShippedModel model) {
    for (int pass = 0; pass < PASSES; pass++) {
      try (NDArray logits = model.network().logits(model.images())) {
        logits.toFloatArray();
      }
    }
  }

  private static double seconds(Runnable work) {
    long start = PROCESS.getProcessCpuTime();
    work.run();
    return (PROCESS.getProcessCpuTime() - start) / 1e9;
  }
}
