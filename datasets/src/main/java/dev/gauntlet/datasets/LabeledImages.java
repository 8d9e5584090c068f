package dev.gauntlet.datasets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * An immutable set of 8-bit images with their labels.
 *
 * <p>Every image has an id that stays the same in every slice and selection, for example {@code
 * t10k-00042} for the image with index 42 in the original test file. Randomness and exports are
 * keyed by it, never by the position in a batch.
 *
 * <p>Arrays are copied on the way in and on the way out; {@link #pixels()} is a read-only view. A
 * slice costs the memory of its images.
 */
public final class LabeledImages {
  private final ImageShape shape;
  private final int classes;
  private final byte[] pixels;
  private final int[] labels;
  private final List<String> ids;
  private final int[] targets; // empty, or one per image

  /**
   * Makes a set without target classes.
   *
   * @param shape the shape of one image, (C,H,W)
   * @param classes how many classes there are; labels are 0 to {@code classes - 1}
   * @param pixels unsigned bytes, (N,C,H,W), row by row; copied
   * @param labels one per image; copied
   * @param ids one per image, all different, not blank
   * @throws IllegalArgumentException if the parts do not fit together, or there is no image
   */
  public LabeledImages(
      ImageShape shape, int classes, byte[] pixels, int[] labels, List<String> ids) {
    this(shape, classes, pixels.clone(), labels.clone(), List.copyOf(ids), new int[0]);
    checkClasses("label", this.labels);
    Set<String> seen = new HashSet<>();
    for (String id : this.ids) {
      require(!id.isBlank(), () -> "an image id is blank");
      require(seen.add(id), () -> "two images have the id %s".formatted(id));
    }
  }

  /** Takes the arrays as they are: for callers that own them and have checked them. */
  private LabeledImages(
      ImageShape shape, int classes, byte[] pixels, int[] labels, List<String> ids, int[] targets) {
    this.shape = Objects.requireNonNull(shape, "shape");
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
    this.ids = ids;
    this.targets = targets;
    require(
        classes > 0,
        () -> String.format(Locale.ROOT, "there must be at least one class, not %d", classes));
    require(labels.length > 0, () -> "there are no images");
    require(
        pixels.length == (long) labels.length * shape.size(),
        () ->
            String.format(
                Locale.ROOT,
                "%d images of %s need %d pixel bytes, not %d",
                labels.length,
                shape,
                (long) labels.length * shape.size(),
                pixels.length));
    require(
        ids.size() == labels.length,
        () ->
            String.format(
                Locale.ROOT, "%d images need as many ids, not %d", labels.length, ids.size()));
  }

  /**
   * The same images, each with the class that a targeted attack must reach.
   *
   * @param targetClasses one per image; copied
   * @throws IllegalArgumentException if there are more or fewer than images, or one is no class
   */
  public LabeledImages withTargets(int[] targetClasses) {
    int[] copy = targetClasses.clone();
    require(
        copy.length == count(),
        () ->
            String.format(
                Locale.ROOT,
                "%d images need as many target classes, not %d",
                count(),
                copy.length));
    checkClasses("target class", copy);
    return new LabeledImages(shape, classes, pixels, labels, ids, copy);
  }

  /** N: how many images, at least one. */
  public int count() {
    return labels.length;
  }

  /** The shape of one image, (C,H,W). */
  public ImageShape shape() {
    return shape;
  }

  /** C: 1 for grey, 3 for RGB. */
  public int channels() {
    return shape.channels();
  }

  /** H: rows. */
  public int height() {
    return shape.height();
  }

  /** W: columns. */
  public int width() {
    return shape.width();
  }

  /** How many classes there are, whether or not each occurs here. */
  public int classes() {
    return classes;
  }

  /** A read-only view of all pixels, unsigned bytes, (N,C,H,W); position 0, limit N·C·H·W. */
  public ByteBuffer pixels() {
    return ByteBuffer.wrap(pixels).asReadOnlyBuffer();
  }

  /** A copy of one image's pixels, unsigned bytes, (C,H,W). */
  public byte[] image(int index) {
    Objects.checkIndex(index, count());
    return Arrays.copyOfRange(pixels, index * shape.size(), (index + 1) * shape.size());
  }

  /**
   * The images from {@code from} up to but without {@code to} as networks take them: pixel / 255,
   * in [0, 1], (to - from,C,H,W).
   */
  public float[] unitPixels(int from, int to) {
    Objects.checkFromToIndex(from, to, count());
    int start = from * shape.size();
    float[] unit = new float[(to - from) * shape.size()];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = Byte.toUnsignedInt(pixels[start + i]) / 255f;
    }
    return unit;
  }

  /** The class of one image, 0 to {@code classes() - 1}. */
  public int label(int index) {
    return labels[index];
  }

  /** A copy of all labels, one per image, 0 to {@code classes() - 1}. */
  public int[] labels() {
    return labels.clone();
  }

  /** One per image, all different. */
  public List<String> ids() {
    return ids;
  }

  /** A copy of the classes that targeted attacks must reach, one per image, where given. */
  public Optional<int[]> targets() {
    return targets.length == 0 ? Optional.empty() : Optional.of(targets.clone());
  }

  /**
   * The first {@code n} images, or all where there are fewer.
   *
   * @throws IllegalArgumentException if {@code n} is less than 1
   */
  public LabeledImages first(int n) {
    return slice(0, Math.min(n, count()));
  }

  /**
   * The images from {@code from} up to but without {@code to}.
   *
   * @throws IndexOutOfBoundsException if these are not positions in this set
   * @throws IllegalArgumentException if the slice is empty
   */
  public LabeledImages slice(int from, int to) {
    require(
        to > from,
        () ->
            String.format(
                Locale.ROOT, "a slice needs at least one image, but goes from %d to %d", from, to));
    Objects.checkFromToIndex(from, to, count());
    return select(IntStream.range(from, to).toArray());
  }

  /**
   * The images at these positions, in this order.
   *
   * @throws IndexOutOfBoundsException if one is not a position in this set
   * @throws IllegalArgumentException if there are none, or one comes twice
   */
  public LabeledImages select(int[] positions) {
    require(
        IntStream.of(positions).distinct().count() == positions.length,
        () -> "a position is selected twice");
    int size = shape.size();
    byte[] chosen = new byte[Math.multiplyExact(positions.length, size)];
    for (int i = 0; i < positions.length; i++) {
      Objects.checkIndex(positions[i], count());
      System.arraycopy(pixels, positions[i] * size, chosen, i * size, size);
    }
    return new LabeledImages(
        shape,
        classes,
        chosen,
        at(positions, labels),
        IntStream.of(positions).mapToObj(ids::get).toList(),
        targets.length == 0 ? targets : at(positions, targets));
  }

  /**
   * SHA-256, in hex, of all that a result can depend on: N, C, H, W and the number of classes; the
   * labels; the number of target classes (0 or N) and these; for every id the length of its UTF-8
   * form and that; the pixels. Numbers are 32-bit big-endian. Computed anew at every call.
   */
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    updateInts(digest, count(), channels(), height(), width(), classes);
    updateInts(digest, labels);
    updateInts(digest, targets.length);
    updateInts(digest, targets);
    for (String id : ids) {
      byte[] text = id.getBytes(StandardCharsets.UTF_8);
      updateInts(digest, text.length);
      digest.update(text);
    }
    digest.update(pixels);
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d images of %s in %d classes, %s to %s",
        count(),
        shape,
        classes,
        ids.get(0),
        ids.get(count() - 1));
  }

  private static void updateInts(MessageDigest digest, int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * values.length);
    buffer.asIntBuffer().put(values);
    digest.update(buffer);
  }

  private static int[] at(int[] positions, int[] values) {
    return IntStream.of(positions).map(position -> values[position]).toArray();
  }

  private void checkClasses(String what, int[] values) {
    for (int i = 0; i < values.length; i++) {
      int value = values[i];
      String id = ids.get(i);
      require(
          value >= 0 && value < classes,
          () ->
              String.format(
                  Locale.ROOT,
                  "image %s has the %s %d, but classes are 0 to %d",
                  id,
                  what,
                  value,
                  classes - 1));
    }
  }

  private static void require(boolean condition, Supplier<String> problem) {
    if (!condition) {
      throw new IllegalArgumentException("Not a set of labeled images: " + problem.get());
    }
  }
}
