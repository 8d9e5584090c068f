package dev.gauntlet.plugins.hgd;

import ai.djl.nn.Block;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.toolkit.gradient.Ensemble;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How two denoisers and their two targets answer together (HGD paper, appendix C, table 9). */
enum Combination {
  /** Each denoiser before its own target. */
  OWN,
  /** Both targets without a denoiser: the baseline. */
  NONE,
  /** The first denoiser before both targets. */
  FIRST,
  /** Each denoiser before each target. */
  ALL,
  /** The mean of both denoised images before both targets. */
  MEAN;

  /** All by the words that stand for them in suites and checkpoints; the first is the default. */
  static List<String> words() {
    return Arrays.stream(values()).map(Combination::word).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Combination of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Averages the logits of the combination's members. */
  Differentiable of(List<Network> denoisers, List<Network> targets, ModelContext context) {
    Network one = denoisers.get(0);
    Network two = denoisers.get(1);
    return switch (this) {
      case OWN ->
          new Ensemble(
              List.of(
                  pipeline(List.of(one), targets.get(0), context),
                  pipeline(List.of(two), targets.get(1), context)));
      case NONE -> new Ensemble(List.copyOf(targets));
      case FIRST -> before(Stream.of(List.of(one)), targets, context);
      case ALL -> before(Stream.of(List.of(one), List.of(two)), targets, context);
      case MEAN -> before(Stream.of(denoisers), targets, context);
    };
  }

  private static Differentiable before(
      Stream<List<Network>> denoisers, List<Network> targets, ModelContext context) {
    return new Ensemble(
        denoisers
            .flatMap(each -> targets.stream().map(target -> pipeline(each, target, context)))
            .toList());
  }

  private static Differentiable pipeline(
      List<Network> denoisers, Network target, ModelContext context) {
    List<Block> blocks = denoisers.stream().flatMap(each -> each.frozenLayers().stream()).toList();
    return DenoisedClassifier.network(List.of(new NoiseRemoval(blocks, 1)), target, context);
  }
}
