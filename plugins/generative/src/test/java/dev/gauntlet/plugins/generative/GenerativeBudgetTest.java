package dev.gauntlet.plugins.generative;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.testkit.Engines;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.toolkit.generators.Generator;
import dev.gauntlet.toolkit.generators.Perturber;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class GenerativeBudgetTest {
  private static final TinyImages IMAGES = new TinyImages(2, 8);

  // Whatever an untrained network gives, in every budget.
  @Property(tries = 15)
  void perturbsAsFarAsAllowedAndNoFurther(
      @ForAll Generator generator,
      @ForAll boolean euclidean,
      @ForAll @DoubleRange(min = 0.01, max = 1) double epsilon) {
    Norm norm = euclidean ? Norm.L2 : Norm.LINF;
    for (String engine : Engines.names()) {
      try (NDManager manager = Engines.manager(engine);
          Perturber perturber =
              Perturber.create(
                  generator,
                  1,
                  TinyImages.SHAPE,
                  new Budget(norm, epsilon),
                  TinyImages.CLASSES,
                  manager,
                  9)) {
        ImageBatch clean = IMAGES.all(manager);
        float[] from = clean.images().toFloatArray();

        float[] perturbed =
            perturber
                .apply(
                    perturber
                        .network()
                        .logits(perturber.input(clean, new Randomness(1, IMAGES.ids()))),
                    clean.images())
                .toFloatArray();

        int each = from.length / IMAGES.size();
        for (int image = 0; image < IMAGES.size(); image++) {
          double largest = 0;
          double squares = 0;
          for (int i = image * each; i < (image + 1) * each; i++) {
            assertThat(perturbed[i]).isBetween(0f, 1f);
            double change = Math.abs((double) perturbed[i] - from[i]);
            largest = Math.max(largest, change);
            squares += change * change;
          }
          assertThat(euclidean ? Math.sqrt(squares) : largest)
              .isGreaterThan(0)
              .isLessThanOrEqualTo(epsilon * (1 + 1e-5) + 1e-6);
        }
      }
    }
  }
}
