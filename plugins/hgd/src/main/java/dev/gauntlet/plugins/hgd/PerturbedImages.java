package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Preparation;
import dev.gauntlet.api.PreparationDescriptor;
import dev.gauntlet.api.Progress;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.pf4j.Extension;

/**
 * The images that all denoisers are trained on (HGD paper, table 1): every training and held-out
 * image once, perturbed by an attack and a radius drawn for it.
 */
@Extension
public final class PerturbedImages implements Preparation {
  static final String ID = "hgd-images";

  /** Every training image, perturbed, in the order of the context's. */
  static final String TRAINING = "training.npz";

  /** Every held-out image likewise. */
  static final String VALIDATION = "validation.npz";

  private static final String EPSILON = "epsilon";

  /**
   * The models that the attacks are made on. Seed + 1 is left out: suites attack from there, and a
   * source that the denoisers have learned from would be no stranger to them.
   */
  private static final List<CheckpointNeed> SOURCES =
      List.of(
          CheckpointNeed.of("source-1", "undefended"),
          new CheckpointNeed("source-2", "undefended", Map.of(), 2));

  private static final int BATCH = 100;

  @Override
  public PreparationDescriptor descriptor() {
    return new PreparationDescriptor(
        ID,
        "Perturbed images for denoisers",
        "Perturbs every training image by FGSM or IFGSM on undefended models, with a radius drawn for"
            + " it.",
        Paper.CITATION,
        Architecture.ids(),
        List.of(
            Parameter.number(
                    EPSILON,
                    0.3,
                    0,
                    1,
                    "largest L∞ radius ε in [0, 1] pixel units; each image gets one of ε/16, 2ε/16, …, ε")
                .on("fashion-mnist", 0.1)
                .on("cifar10", "8/255")),
        SOURCES);
  }

  @Override
  public void prepare(TrainingContext context) {
    List<Network> sources = new ArrayList<>();
    try {
      for (CheckpointNeed need : SOURCES) {
        sources.add(
            Classifier.network(
                context.checkpoint(need.role()), CheckpointReader.WEIGHTS, context.model()));
      }
      prepare(context, sources);
    } finally {
      sources.forEach(Network::close);
    }
  }

  private static void prepare(TrainingContext context, List<Network> sources) {
    TableOfAttacks attacks =
        new TableOfAttacks(
            sources, context.parameters().number(EPSILON), context.model().classes());
    int total = context.training().size() + context.validation().size();
    perturb(context, context.validation(), attacks, "held-out", 0, total)
        .write(context.checkpoint(), VALIDATION);
    perturb(context, context.training(), attacks, "training", context.validation().size(), total)
        .write(context.checkpoint(), TRAINING);
    context
        .checkpoint()
        .note(
            "forwardPassesPerImage",
            sources.stream().mapToLong(Network::forwardImages).sum() / (double) total);
    context
        .checkpoint()
        .note(
            "backwardPassesPerImage",
            sources.stream().mapToLong(Network::backwardImages).sum() / (double) total);
  }

  // Images of one attack and radius are made together: a batch has one ball.
  private static ByteImages perturb(
      TrainingContext context,
      TrainingImages images,
      TableOfAttacks attacks,
      String part,
      int before,
      int total) {
    ByteImages perturbed =
        ByteImages.black(new Shape(images.size()).addAll(context.model().imageShape()));
    Progress progress = context.progress();
    int done = before;
    for (Map.Entry<TableOfAttacks.Row, List<Integer>> group :
        groups(images.size(), attacks, part, context.model().seed()).entrySet()) {
      int[] all = group.getValue().stream().mapToInt(Integer::intValue).toArray();
      for (int first = 0; first < all.length; first += BATCH) {
        int[] indices = Arrays.copyOfRange(all, first, Math.min(first + BATCH, all.length));
        try (NDManager scope = context.model().manager().newSubManager()) {
          NDArray made = attacks.perturb(group.getKey(), images.batch(scope, indices).images());
          perturbed.set(indices, made);
        }
        done += indices.length;
        progress.report(done, total, part + " images");
      }
    }
    return perturbed;
  }

  private static Map<TableOfAttacks.Row, List<Integer>> groups(
      int count, TableOfAttacks attacks, String part, long seed) {
    Randomness random =
        new Randomness(seed, IntStream.range(0, count).mapToObj(i -> part + "/" + i).toList());
    Map<TableOfAttacks.Row, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      SplittableRandom draws = random.generator(i, ID);
      groups.computeIfAbsent(attacks.draw(draws), row -> new ArrayList<>()).add(i);
    }
    return groups;
  }
}
