package dev.gauntlet.toolkit.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.Engines;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;

/** What the harness checks of every attack's output, held by the projections for any input. */
class BallPropertyTest {
  private static final Shape SHAPE = new Shape(2, 2, 2, 3);
  private static final int EACH = 12;
  private static final Randomness RANDOM = new Randomness(1, List.of("a", "b"));

  @Property(tries = 300)
  void projectsIntoTheLInfBallExactly(
      @ForAll @Size(24) List<@FloatRange(min = 0, max = 1) Float> clean,
      @ForAll @Size(24) List<@FloatRange(min = -3, max = 3) Float> moved,
      @ForAll @DoubleRange(min = 0, max = 1) double epsilon) {
    onEachEngine(
        manager -> {
          NDArray images = array(manager, clean);
          Ball ball = Ball.around(images, new Budget(Norm.LINF, epsilon));

          float[] projected = ball.project(array(manager, moved)).toFloatArray();

          for (int i = 0; i < projected.length; i++) {
            assertThat(projected[i]).isBetween(0f, 1f);
            assertThat(distance(projected[i], clean.get(i))).isLessThanOrEqualTo(epsilon);
            assertThat((double) projected[i])
                .isCloseTo(nearest(clean.get(i), moved.get(i), epsilon), within(1e-7));
          }
          assertThat(ball.project(manager.create(projected, SHAPE)).toFloatArray())
              .containsExactly(projected);
        });
  }

  @Property(tries = 300)
  void projectsIntoTheL2BallNeverOutside(
      @ForAll @Size(24) List<@FloatRange(min = 0, max = 1) Float> clean,
      @ForAll @Size(24) List<@FloatRange(min = -3, max = 3) Float> moved,
      @ForAll @DoubleRange(min = 0, max = 5) double epsilon) {
    onEachEngine(
        manager -> {
          Ball ball = Ball.around(array(manager, clean), new Budget(Norm.L2, epsilon));

          float[] projected = ball.project(array(manager, moved)).toFloatArray();

          for (float value : projected) {
            assertThat(value).isBetween(0f, 1f);
          }
          for (int image = 0; image < 2; image++) {
            assertThat(length(projected, clean, image)).isLessThanOrEqualTo(epsilon);
          }
          assertThat(ball.project(manager.create(projected, SHAPE)).toFloatArray())
              .containsExactly(projected, within(1e-6f));
        });
  }

  @Property(tries = 100)
  void startsInsideTheBall(
      @ForAll @Size(24) List<@FloatRange(min = 0, max = 1) Float> clean,
      @ForAll @DoubleRange(min = 0, max = 1) double epsilon) {
    onEachEngine(
        manager -> {
          NDArray images = array(manager, clean);
          float[] linf =
              Ball.around(images, new Budget(Norm.LINF, epsilon))
                  .randomStart(RANDOM, "start")
                  .toFloatArray();
          float[] l2 =
              Ball.around(images, new Budget(Norm.L2, epsilon))
                  .randomStart(RANDOM, "start")
                  .toFloatArray();

          for (int i = 0; i < linf.length; i++) {
            assertThat(linf[i]).isBetween(0f, 1f);
            assertThat(l2[i]).isBetween(0f, 1f);
            assertThat(distance(linf[i], clean.get(i))).isLessThanOrEqualTo(epsilon);
          }
          for (int image = 0; image < 2; image++) {
            assertThat(length(l2, clean, image)).isLessThanOrEqualTo(epsilon);
          }
        });
  }

  @Example
  void leavesImagesInsideTheBallAlone() {
    onEachEngine(
        manager -> {
          NDArray clean = manager.full(SHAPE, 0.5f);
          NDArray inside = manager.full(SHAPE, 0.55f);
          for (Norm norm : List.of(Norm.LINF, Norm.L2)) {
            assertThat(Ball.around(clean, new Budget(norm, 0.2)).project(inside).toFloatArray())
                .containsExactly(inside.toFloatArray(), within(1e-7f));
          }
        });
  }

  // The largest double below ½ is further from a float's grid than the difference itself shows.
  @Example
  void isExactWhereEpsilonIsABitBelowAFloat() {
    onEachEngine(
        manager -> {
          double epsilon = Math.nextDown(0.5);
          Ball ball = Ball.around(manager.ones(SHAPE), new Budget(Norm.LINF, epsilon));

          for (float value : ball.project(manager.zeros(SHAPE)).toFloatArray()) {
            assertThat(1 - (double) value).isLessThanOrEqualTo(epsilon);
          }
        });
  }

  // At 28×28 the pixels' own rounding adds up to more than a millionth of a small radius.
  @Example
  void keepsAnL2RadiusOfManyPixels() {
    Shape shape = new Shape(1, 3, 64, 64);
    onEachEngine(
        manager -> {
          for (double epsilon : new double[] {1e-6, 1e-4, 1e-3, 0.01, 0.3, 2}) {
            Randomness random = new Randomness(3, List.of("a"));
            NDArray clean = random.uniform(manager, "clean", shape.slice(1), 0, 1);
            NDArray moved = random.gaussian(manager, "moved", shape.slice(1)).add(clean);
            NDArray projected = Ball.around(clean, new Budget(Norm.L2, epsilon)).project(moved);

            float[] from = clean.toFloatArray();
            float[] to = projected.toFloatArray();
            double squares = 0;
            for (int i = 0; i < from.length; i++) {
              squares += ((double) to[i] - from[i]) * ((double) to[i] - from[i]);
            }
            assertThat(Math.sqrt(squares)).isLessThanOrEqualTo(epsilon);
          }
        });
  }

  @Example
  void usesNearlyTheWholeL2Radius() {
    onEachEngine(
        manager -> {
          NDArray clean = manager.full(SHAPE, 0.5f);
          NDArray moved = manager.full(SHAPE, 0.9f);

          float[] projected =
              Ball.around(clean, new Budget(Norm.L2, 0.3)).project(moved).toFloatArray();

          double squares = 0;
          for (int i = 0; i < EACH; i++) {
            squares += (projected[i] - 0.5) * (projected[i] - 0.5);
          }
          assertThat(Math.sqrt(squares)).isCloseTo(0.3, within(1e-5));
        });
  }

  @Example
  void stepsHaveLengthOneInTheirNorm() {
    onEachEngine(
        manager -> {
          NDArray clean = manager.full(SHAPE, 0.5f);
          NDArray gradient = manager.arange(-12f, 12f).reshape(SHAPE);

          float[] signs =
              Ball.around(clean, new Budget(Norm.LINF, 0.1)).steepest(gradient).toFloatArray();
          float[] unit =
              Ball.around(clean, new Budget(Norm.L2, 0.1)).steepest(gradient).toFloatArray();

          assertThat(signs).containsOnly(-1, 0, 1);
          for (int image = 0; image < 2; image++) {
            double squares = 0;
            for (int i = image * EACH; i < (image + 1) * EACH; i++) {
              squares += unit[i] * unit[i];
            }
            assertThat(squares).isCloseTo(1, within(1e-5));
          }
        });
  }

  private static void onEachEngine(Consumer<NDManager> property) {
    for (String engine : Engines.names()) {
      try (NDManager manager = Engines.manager(engine)) {
        property.accept(manager);
      }
    }
  }

  private static NDArray array(NDManager manager, List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return manager.create(array, SHAPE);
  }

  private static double distance(float a, float b) {
    return Math.abs((double) a - b);
  }

  private static double nearest(float clean, float moved, double epsilon) {
    double low = Math.max(0, clean - epsilon);
    double high = Math.min(1, clean + epsilon);
    return Math.min(high, Math.max(low, moved));
  }

  private static double length(float[] images, List<Float> clean, int image) {
    double squares = 0;
    for (int i = image * EACH; i < (image + 1) * EACH; i++) {
      squares += distance(images[i], clean.get(i)) * distance(images[i], clean.get(i));
    }
    return Math.sqrt(squares);
  }
}
