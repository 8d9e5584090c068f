package dev.gauntlet.api;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Random numbers keyed by (seed, image id, purpose): an image gets the same ones whatever batch,
 * worker or order it is processed in, and two purposes never share any.
 */
public final class Randomness {
  private final long seed;
  private final List<String> imageIds;

  /**
   * Randomness for a batch.
   *
   * @param seed the run's seed
   * @param imageIds the id of each image of the batch
   */
  public Randomness(long seed, List<String> imageIds) {
    this.seed = seed;
    this.imageIds = List.copyOf(imageIds);
  }

  /**
   * Uniform numbers in [low, high).
   *
   * @param manager owns the result
   * @param purpose names the draw, for example {@code "start-3"}
   * @param shape of what one image gets, for example (C,H,W)
   * @return (N, shape…), float32
   */
  public NDArray uniform(NDManager manager, String purpose, Shape shape, float low, float high) {
    return draw(manager, purpose, shape, random -> low + (high - low) * random.nextDouble());
  }

  /** Normally distributed numbers with mean 0 and deviation 1, (N, shape…), float32. */
  public NDArray gaussian(NDManager manager, String purpose, Shape shape) {
    return draw(manager, purpose, shape, Randomness::nextGaussian);
  }

  /** −1 or 1 with equal probability, (N, shape…), float32. */
  public NDArray signs(NDManager manager, String purpose, Shape shape) {
    return draw(manager, purpose, shape, random -> random.nextBoolean() ? 1 : -1);
  }

  /** The generator of one image of the batch, for draws made outside the engine. */
  public SplittableRandom generator(int position, String purpose) {
    return new SplittableRandom(key(seed, imageIds.get(position), purpose));
  }

  /** The same randomness for some images of the batch. */
  public Randomness select(int[] positions) {
    return new Randomness(
        seed, java.util.Arrays.stream(positions).mapToObj(imageIds::get).toList());
  }

  private NDArray draw(
      NDManager manager,
      String purpose,
      Shape shape,
      ToDoubleFunction<SplittableRandom> distribution) {
    int each = Math.toIntExact(shape.size());
    float[] values = new float[Math.multiplyExact(imageIds.size(), each)];
    for (int image = 0; image < imageIds.size(); image++) {
      SplittableRandom random = generator(image, purpose);
      for (int i = image * each; i < (image + 1) * each; i++) {
        values[i] = (float) distribution.applyAsDouble(random);
      }
    }
    return manager.create(values, new Shape(imageIds.size()).addAll(shape));
  }

  // SplittableRandom has no nextGaussian of its own before JDK 17's RandomGenerator, whose
  // algorithm is not specified:
  // the polar form keeps the numbers the same on every JDK.
  private static double nextGaussian(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  private static long key(long seed, String imageId, String purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash =
          digest.digest((seed + "\0" + imageId + "\0" + purpose).getBytes(StandardCharsets.UTF_8));
      return java.nio.ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
