package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JpegReaderTest {
  private static final String FILE = "pictures.tar.gz";
  private static final ImageShape SHAPE = new ImageShape(3, 16, 8);
  private static final List<String> CLASSES = List.of("bird", "cat");
  private static final int FIRST_FILE = 512; // after its header

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  @BeforeEach
  void writeFilesSortedByClass() throws IOException {
    files.put("test/bird/0000.jpg", jpeg(Color.RED));
    files.put("test/bird/0001.jpg", jpeg(Color.GREEN));
    files.put("test/cat/0000.jpg", jpeg(Color.BLUE));
    files.put("test/cat/0001.jpg", jpeg(Color.WHITE));
    files.put("train/cat/0000.jpg", jpeg(Color.BLACK));
  }

  @Test
  void takesTheClassesInTurn() {
    LabeledImages images = read();

    assertThat(images.ids())
        .containsExactly("test-bird-0000", "test-cat-0000", "test-bird-0001", "test-cat-0001");
    assertThat(images.labels()).containsExactly(0, 1, 0, 1);
    assertThat(images.classes()).isEqualTo(2);
  }

  @Test
  void decodesRedFirst() {
    LabeledImages images = read();

    assertThat(images.shape()).isEqualTo(SHAPE);
    assertThat(means(images.image(0))).containsExactly(254, 0, 0); // as quality 75 leaves red
    assertThat(means(images.image(1))).containsExactly(0, 0, 254);
    assertThat(means(images.image(3))).containsExactly(255, 255, 255);
  }

  @Test
  void refusesAFileThatIsCutOffOrNoJpeg() throws IOException {
    byte[] whole = jpeg(Color.RED);
    files.put("test/bird/0000.jpg", Arrays.copyOf(whole, whole.length - 20));
    assertRefused(FIRST_FILE, "test/bird/0000.jpg is no sound JPEG file");

    files.put("test/bird/0000.jpg", "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertRefused(FIRST_FILE, "test/bird/0000.jpg is no sound JPEG file");
  }

  @Test
  void refusesAnotherSizeAndGrey() throws IOException {
    files.put("test/bird/0000.jpg", jpeg(new BufferedImage(9, 16, BufferedImage.TYPE_INT_RGB)));
    assertRefused(FIRST_FILE, "expected an image of 3x16x8, found 3x16x9");

    files.put("test/bird/0000.jpg", jpeg(new BufferedImage(8, 16, BufferedImage.TYPE_BYTE_GRAY)));
    assertRefused(FIRST_FILE, "expected an image of 3x16x8, found 1x16x8");
  }

  @Test
  void refusesAClassThatItDoesNotKnowAndASplitWithoutImages() throws IOException {
    files.put("test/dog/0000.jpg", jpeg(Color.RED));
    Tar.Member dog =
        Tar.members(archive()).stream()
            .filter(member -> member.name().equals("test/dog/0000.jpg"))
            .findFirst()
            .orElseThrow();
    assertRefused(dog.offset(), "test/dog/0000.jpg: expected one of the classes [bird, cat]");

    files.keySet().removeIf(name -> name.startsWith("test"));
    assertRefused(archive().content().length, "expected files test/CLASS/NAME.jpg, found none");
  }

  private UnpackedFile archive() {
    return new UnpackedFile(FILE, TarFiles.tar(files));
  }

  private LabeledImages read() {
    return JpegReader.parse(archive(), "test", SHAPE, CLASSES);
  }

  private void assertRefused(long offset, String... parts) {
    Refusal.assertRefused(this::read, FILE, offset, parts);
  }

  private static int[] means(byte[] image) {
    int plane = SHAPE.height() * SHAPE.width();
    int[] means = new int[3];
    for (int i = 0; i < image.length; i++) {
      means[i / plane] += Byte.toUnsignedInt(image[i]);
    }
    return Arrays.stream(means).map(sum -> sum / plane).toArray();
  }

  private static byte[] jpeg(Color color) throws IOException {
    BufferedImage image = new BufferedImage(8, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 8 * 16; i++) {
      image.setRGB(i % 8, i / 8, color.getRGB());
    }
    return jpeg(image);
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", bytes)).isTrue();
    return bytes.toByteArray();
  }
}
