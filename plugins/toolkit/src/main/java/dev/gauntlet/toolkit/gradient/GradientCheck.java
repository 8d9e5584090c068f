package dev.gauntlet.toolkit.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.toolkit.gradient.GradientReport.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether a model's input gradients are those of the function that it computes. A model that
 * answers one thing and differentiates another looks robust to every attack that follows gradients
 * (Athalye et al., "Obfuscated gradients give a false sense of security", 2018).
 *
 * <p>Beside each image, inside [0, 1], the function's move from x − hv to x + hv is compared with
 * the gradient's g·2hv, along random sign vectors, along the sign of the gradient itself and along
 * the single pixels with the largest gradient. The function is a sum of logits: the margin on every
 * other image, a random combination on the rest. Each step is as short as rounding allows. Where
 * the function is bent on the way, by ReLU or max-pooling, its moves at h and h/2 disagree, and the
 * probe is set aside, unless that is so of most: then the function jumps, and all count. The median
 * relative error of each kind of direction decides.
 */
public final class GradientCheck {
  /** The largest median relative error of a gradient that matches. */
  public static final double BOUND = 0.05;

  private static final int RANDOM_DIRECTIONS = 8;
  private static final int PIXELS = 4;

  /** Fewer comparable probes of a kind than this say nothing about it. */
  private static final int FEWEST_PROBES = 4;

  /** How far the points are from the borders of [0, 1], and the longest step. */
  private static final double BORDER = 0.02;

  /**
   * Images have large areas of one value, where max-pooling's inputs tie and no gradient exists.
   */
  private static final double JITTER = 0.03;

  private static final double SHORTEST_STEP = 1e-5;

  /** The move that a step aims at, in units of the noise: kinks grow with it, rounding shrinks. */
  private static final double CLEAR = 128;

  /**
   * What logits may differ by between two calls, relative to the largest, by order of summation.
   */
  private static final double SAME = 1e-4;

  /** Pixels of a budget in which a gradient must promise some move. */
  private static final double BUDGET = 0.1;

  private enum Kind {
    RANDOM("along random directions"),
    SIGN("along the gradient's sign"),
    PIXEL("along single pixels");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private final Shape shape;
  private final int count;
  private final int each;
  private final float[] points;
  private final SplittableRandom random;
  private final Map<Kind, List<Probe>> probes = new EnumMap<>(Kind.class);
  private Landscape landscape;
  private double[] noise;
  private float[] gradient;

  private GradientCheck(NDArray images, long seed) {
    this.shape = images.getShape();
    this.count = Math.toIntExact(shape.get(0));
    this.each = Math.toIntExact(shape.size() / count);
    this.random = new SplittableRandom(seed);
    this.points = inside(images.toFloatArray());
  }

  /**
   * Checks a model.
   *
   * @param images a few, (N,C,H,W), float32, in [0, 1]
   * @param labels theirs, (N), int64
   * @param seed of the directions
   * @return what was found; the same for the same seed, unless the model is randomized
   * @throws dev.gauntlet.api.GauntletException if the model returns arrays of another type or shape
   *     than it must
   */
  public static GradientReport of(Differentiable model, NDArray images, NDArray labels, long seed) {
    try (NDManager scope = images.getManager().newSubManager()) {
      return new GradientCheck(images, seed).report(model, scope, labels.toLongArray());
    }
  }

  private GradientReport report(Differentiable model, NDManager manager, long[] labels) {
    float[] logits = Landscape.logits(model, manager, shape, points);
    float[] again = Landscape.logits(model, manager, shape, points);
    if (!finite(logits)) {
      return GradientReport.without(Status.DIFFERS, "the logits have NaN or infinite values");
    }
    landscape = new Landscape(model, manager, shape, weights(logits, labels));
    gradient = landscape.gradient(points);
    if (!finite(gradient)) {
      return GradientReport.without(Status.DIFFERS, "the gradient has NaN or infinite values");
    }
    float largest = largest(logits, 0, logits.length);
    double difference = difference(logits, again);
    if (difference > SAME * largest) {
      return GradientReport.without(
          Status.RANDOMIZED,
          "randomized: logits differ by %s between two calls on the same images; the gradient was not compared"
              .formatted(brief(difference)));
    }
    noise = noise(logits);
    if (vanishing() > count / 2) {
      return vanished();
    }
    probeAll();
    return judge();
  }

  /** The images, moved off the borders and off ties. */
  private float[] inside(float[] pixels) {
    double margin = BORDER + JITTER;
    float[] moved = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      double pixel = Math.min(1, Math.max(0, pixels[i]));
      moved[i] = (float) (margin + (1 - 2 * margin) * pixel + random.nextDouble(-JITTER, JITTER));
    }
    return moved;
  }

  /** The margin z_j − z_y, with j fixed here, for every other image; random signs for the rest. */
  private float[] weights(float[] logits, long[] labels) {
    int classes = logits.length / count;
    float[] weights = new float[logits.length];
    for (int i = 0; i < count; i++) {
      int row = i * classes;
      int own = Math.toIntExact(labels[i]);
      if (i % 2 == 0 && classes > 1) {
        int best =
            IntStream.range(0, classes)
                .filter(k -> k != own)
                .reduce((a, b) -> logits[row + a] >= logits[row + b] ? a : b)
                .getAsInt();
        weights[row + own] = -1;
        weights[row + best] = 1;
      } else {
        for (int k = 0; k < classes; k++) {
          weights[row + k] = random.nextBoolean() ? 1 : -1;
        }
      }
    }
    return weights;
  }

  /** What moves each image's sum where its pixels move by their last bit. */
  private double[] noise(float[] logits) {
    int classes = logits.length / count;
    double[] noise = new double[count];
    double[] here = landscape.heights(points);
    for (int i = 0; i < count; i++) {
      noise[i] = Math.ulp(largest(logits, i * classes, (i + 1) * classes));
    }
    for (int repeat = 0; repeat < 4; repeat++) {
      float[] shaken = points.clone();
      for (int j = 0; j < shaken.length; j++) {
        shaken[j] = random.nextBoolean() ? Math.nextUp(shaken[j]) : Math.nextDown(shaken[j]);
      }
      double[] there = landscape.heights(shaken);
      for (int i = 0; i < count; i++) {
        noise[i] = Math.max(noise[i], Math.abs(there[i] - here[i]));
      }
    }
    return noise;
  }

  /** How many images have a gradient that promises nothing anywhere in a budget. */
  private int vanishing() {
    return (int)
        IntStream.range(0, count).filter(i -> 2 * BUDGET * norm1(i) <= 4 * noise[i]).count();
  }

  private GradientReport vanished() {
    float[] negative = new float[points.length];
    for (int j = 0; j < negative.length; j++) {
      negative[j] = 1 - points[j];
    }
    double[] here = landscape.heights(points);
    double[] there = landscape.heights(negative);
    long moving =
        IntStream.range(0, count)
            .filter(i -> Math.abs(there[i] - here[i]) > CLEAR * noise[i])
            .count();
    return moving > count / 2
        ? new GradientReport(
            Status.DIFFERS,
            OptionalDouble.of(1),
            count,
            0,
            String.format(
                Locale.ROOT,
                "the gradient is zero on %d of %d images, and the function is not constant",
                vanishing(),
                count))
        : GradientReport.without(
            Status.UNDECIDED, "neither the function nor its gradient moves enough to compare");
  }

  private void probeAll() {
    for (int d = 0; d < RANDOM_DIRECTIONS; d++) {
      float[] signs = new float[points.length];
      for (int j = 0; j < signs.length; j++) {
        signs[j] = random.nextBoolean() ? 1 : -1;
      }
      probe(Kind.RANDOM, signs, IntStream.range(0, count).mapToDouble(this::norm2).toArray());
    }
    float[] signs = new float[points.length];
    for (int j = 0; j < signs.length; j++) {
      signs[j] = Math.signum(gradient[j]);
    }
    probe(Kind.SIGN, signs, IntStream.range(0, count).mapToDouble(this::norm1).toArray());
    int[][] steepest = IntStream.range(0, count).mapToObj(this::steepest).toArray(int[][]::new);
    for (int p = 0; p < Math.min(PIXELS, each); p++) {
      float[] pixel = new float[points.length];
      double[] slopes = new double[count];
      for (int i = 0; i < count; i++) {
        pixel[steepest[i][p]] = 1;
        slopes[i] = Math.abs(gradient[steepest[i][p]]);
      }
      probe(Kind.PIXEL, pixel, slopes);
    }
  }

  /**
   * One direction for each image.
   *
   * @param slopes usual along such directions
   */
  private void probe(Kind kind, float[] direction, double[] slopes) {
    double[] steps = new double[count];
    for (int i = 0; i < count; i++) {
      double step = slopes[i] > 0 ? CLEAR * noise[i] / (2 * slopes[i]) : BORDER;
      steps[i] = Math.min(BORDER, Math.max(SHORTEST_STEP, step));
    }
    List<Move> whole = moves(direction, steps, 1);
    List<Move> half = moves(direction, steps, 0.5);
    for (int i = 0; i < count; i++) {
      double usual = 2 * steps[i] * slopes[i];
      probes
          .computeIfAbsent(kind, k -> new ArrayList<>())
          .add(new Probe(whole.get(i), half.get(i), usual, noise[i]));
    }
  }

  private List<Move> moves(float[] direction, double[] steps, double share) {
    float[] after = new float[points.length];
    float[] before = new float[points.length];
    double[] predicted = new double[count];
    for (int j = 0; j < points.length; j++) {
      double shift = share * steps[j / each] * direction[j];
      after[j] = (float) (points[j] + shift);
      before[j] = (float) (points[j] - shift);
      // Of the step as it is, rounded to float32.
      predicted[j / each] += (double) gradient[j] * ((double) after[j] - before[j]);
    }
    double[] high = landscape.heights(after);
    double[] low = landscape.heights(before);
    return IntStream.range(0, count)
        .mapToObj(i -> new Move(predicted[i], high[i] - low[i]))
        .toList();
  }

  private GradientReport judge() {
    double worst = -1;
    String where = "";
    int used = 0;
    int all = 0;
    for (Map.Entry<Kind, List<Probe>> kind : probes.entrySet()) {
      all += kind.getValue().size();
      List<Probe> resolved = kind.getValue().stream().filter(Probe::resolved).toList();
      List<Probe> straight = resolved.stream().filter(Probe::straight).toList();
      boolean jumps = 2 * straight.size() < resolved.size();
      double[] errors =
          jumps
              ? resolved.stream().mapToDouble(Probe::errorOfHalf).toArray()
              : straight.stream().mapToDouble(Probe::error).toArray();
      if (errors.length < FEWEST_PROBES) {
        continue;
      }
      used += errors.length;
      double median = median(errors);
      if (median > worst) {
        worst = median;
        where = kind.getKey().words + (jumps ? ", where the function jumps," : "");
      }
    }
    if (worst < 0) {
      return new GradientReport(
          Status.UNDECIDED,
          OptionalDouble.empty(),
          0,
          all,
          "the function moves too little for float32 to compare it with its gradient");
    }
    boolean matches = worst <= BOUND;
    return new GradientReport(
        matches ? Status.MATCHES : Status.DIFFERS,
        OptionalDouble.of(worst),
        used,
        all - used,
        "%s the median error is %s, allowed is %s"
            .formatted(where, percent(worst), percent(BOUND)));
  }

  private double norm1(int image) {
    double sum = 0;
    for (int j = image * each; j < (image + 1) * each; j++) {
      sum += Math.abs(gradient[j]);
    }
    return sum;
  }

  private double norm2(int image) {
    double squares = 0;
    for (int j = image * each; j < (image + 1) * each; j++) {
      squares += (double) gradient[j] * gradient[j];
    }
    return Math.sqrt(squares);
  }

  /** The pixels of an image, steepest first, as many as are probed. */
  private int[] steepest(int image) {
    return IntStream.range(image * each, (image + 1) * each)
        .boxed()
        .sorted((a, b) -> Float.compare(Math.abs(gradient[b]), Math.abs(gradient[a])))
        .limit(PIXELS)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static float largest(float[] values, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  private static double difference(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String brief(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }
}
