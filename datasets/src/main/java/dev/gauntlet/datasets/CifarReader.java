package dev.gauntlet.datasets;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the binary version of CIFAR-10 (<a href="https://www.cs.toronto.edu/~kriz/cifar.html">
 * Krizhevsky, 2009</a>): batch files in a tar archive, each a sequence of records of one label byte
 * and C·H·W pixel bytes, nothing before, between or after them.
 */
final class CifarReader {
  private CifarReader() {}

  /**
   * Reads some batch files one after the other.
   *
   * @param archive the unpacked tar archive
   * @param batches their paths in it
   * @param shape of one image, (C,H,W)
   * @param classes how many classes there are
   * @param idPrefix the id of image i is this, a dash, and i with at least five digits
   * @return the images, (N,C,H,W)
   * @throws MalformedFileException if the archive is damaged or lacks a batch, a batch is not a
   *     whole number of records, or a label is no class
   */
  static LabeledImages parse(
      UnpackedFile archive, List<String> batches, ImageShape shape, int classes, String idPrefix) {
    Map<String, Tar.Member> members =
        Tar.members(archive).stream()
            .collect(Collectors.toMap(Tar.Member::name, Function.identity(), (one, last) -> last));
    List<Tar.Member> wanted =
        batches.stream().map(batch -> member(archive, members, batch)).toList();
    int record = 1 + shape.size();
    wanted.forEach(batch -> requireWholeRecords(archive, batch, record));
    int count = wanted.stream().mapToInt(Tar.Member::length).reduce(0, Math::addExact) / record;
    ByteBuffer pixels = ByteBuffer.allocate(Math.multiplyExact(count, shape.size()));
    int[] labels = new int[count];
    int image = 0;
    for (Tar.Member batch : wanted) {
      int end = batch.offset() + batch.length();
      for (int at = batch.offset(); at < end; at += record) {
        labels[image++] = label(archive, batch, at, classes);
        pixels.put(archive.content(), at + 1, shape.size());
      }
    }
    return new LabeledImages(
        shape, classes, pixels.array(), labels, IdxReader.numbered(idPrefix, count));
  }

  private static Tar.Member member(
      UnpackedFile archive, Map<String, Tar.Member> members, String name) {
    Tar.Member member = members.get(name);
    if (member == null) {
      throw archive.malformed(
          archive.content().length,
          "expected a file %s in the archive, found %s. Check that this is CIFAR's binary version."
              .formatted(name, members.isEmpty() ? "no file" : members.keySet()));
    }
    return member;
  }

  private static void requireWholeRecords(UnpackedFile archive, Tar.Member batch, int record) {
    int left = batch.length() % record;
    if (left > 0 || batch.length() == 0) {
      throw archive.malformed(
          (long) batch.offset() + batch.length() - left,
          String.format(
              Locale.ROOT,
              "%s: expected records of %d bytes, found %d bytes, %d more than a whole number of"
                  + " them. Fetch the file again.",
              batch.name(),
              record,
              batch.length(),
              left));
    }
  }

  private static int label(UnpackedFile archive, Tar.Member batch, int at, int classes) {
    int label = Byte.toUnsignedInt(archive.content()[at]);
    if (label >= classes) {
      throw archive.malformed(
          at,
          String.format(
              Locale.ROOT,
              "%s: expected a label from 0 to %d, found %d. Check that this is the set that was"
                  + " asked for.",
              batch.name(),
              classes - 1,
              label));
    }
    return label;
  }
}
