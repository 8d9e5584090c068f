package dev.gauntlet.datasets;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads JPEG files named {@code SPLIT/CLASS/NAME.jpg} in a tar archive. They are ordered by NAME,
 * then by class: an archive sorted by class would give nothing but one class to whoever takes the
 * first images. The id of an image is {@code SPLIT-CLASS-NAME}.
 *
 * <p>Pixels are what the JPEG decoder of this Java makes of a file; another decoder may differ by a
 * little.
 */
final class JpegReader implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("([^/]+)/([^/]+)/([^/]+)\\.jpg");

  private record Picture(Tar.Member member, String name, int label, String id) {}

  private final UnpackedFile archive;
  private final ImageShape shape;
  private final ImageReader decoder = ImageIO.getImageReadersByFormatName("jpeg").next();
  private String warning = "";

  private JpegReader(UnpackedFile archive, ImageShape shape) {
    this.archive = archive;
    this.shape = shape;
    // A file that is cut off is only worth a warning to the decoder, which makes the rest up.
    decoder.addIIOReadWarningListener((source, message) -> warning = message);
  }

  /**
   * Reads all images of a split.
   *
   * @param archive the unpacked tar archive
   * @param split the first part of their paths
   * @param shape what every image must have, (C,H,W)
   * @param classNames the second part of their paths, by label
   * @return the images, (N,C,H,W)
   * @throws MalformedFileException if the archive is damaged or has no image of the split, an image
   *     is of another class or shape, or a file is no sound JPEG file
   */
  static LabeledImages parse(
      UnpackedFile archive, String split, ImageShape shape, List<String> classNames) {
    List<Picture> pictures = pictures(archive, split, classNames);
    byte[] pixels = new byte[Math.multiplyExact(pictures.size(), shape.size())];
    try (JpegReader reader = new JpegReader(archive, shape)) {
      for (int i = 0; i < pictures.size(); i++) {
        reader.decode(pictures.get(i).member(), pixels, i * shape.size());
      }
    }
    return new LabeledImages(
        shape,
        classNames.size(),
        pixels,
        pictures.stream().mapToInt(Picture::label).toArray(),
        pictures.stream().map(Picture::id).toList());
  }

  private static List<Picture> pictures(
      UnpackedFile archive, String split, List<String> classNames) {
    List<Picture> pictures = new ArrayList<>();
    for (Tar.Member member : Tar.members(archive)) {
      Matcher path = PATH.matcher(member.name());
      if (path.matches() && path.group(1).equals(split)) {
        int label = classNames.indexOf(path.group(2));
        if (label < 0) {
          throw archive.malformed(
              member.offset(),
              "%s: expected one of the classes %s. Check that this is the set that was asked for."
                  .formatted(member.name(), classNames));
        }
        String id = String.join("-", split, path.group(2), path.group(3));
        pictures.add(new Picture(member, path.group(3), label, id));
      }
    }
    if (pictures.isEmpty()) {
      throw archive.malformed(
          archive.content().length,
          "expected files %s/CLASS/NAME.jpg, found none. Check that this is the set that was asked for."
              .formatted(split));
    }
    pictures.sort(Comparator.comparing(Picture::name).thenComparing(Picture::label));
    return pictures;
  }

  private void decode(Tar.Member member, byte[] pixels, int start) {
    Raster raster = raster(member);
    ImageShape found = new ImageShape(raster.getNumBands(), raster.getHeight(), raster.getWidth());
    if (!found.equals(shape)) {
      throw archive.malformed(
          member.offset(),
          "%s: expected an image of %s, found %s. Check that this is the set that was asked for."
              .formatted(member.name(), shape, found));
    }
    int plane = shape.height() * shape.width();
    int[] values = new int[plane];
    for (int channel = 0; channel < shape.channels(); channel++) {
      raster.getSamples(0, 0, shape.width(), shape.height(), channel, values);
      for (int i = 0; i < plane; i++) {
        pixels[start + channel * plane + i] = (byte) values[i];
      }
    }
  }

  /** What a file holds, by channel, red first. */
  private Raster raster(Tar.Member member) {
    warning = "";
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(
            new ByteArrayInputStream(archive.content(), member.offset(), member.length()))) {
      decoder.setInput(stream, true, true);
      Raster raster = decoder.read(0).getRaster();
      if (!warning.isEmpty()) {
        throw new IIOException(warning);
      }
      return raster;
    } catch (IOException e) {
      throw archive.malformed(
          member.offset(),
          "%s is no sound JPEG file: %s. Fetch the archive again."
              .formatted(member.name(), e.getMessage()));
    }
  }

  @Override
  public void close() {
    decoder.dispose();
  }
}
