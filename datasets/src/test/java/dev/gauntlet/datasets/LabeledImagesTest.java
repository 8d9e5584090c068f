package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabeledImagesTest {
  private static final ImageShape TWO_PIXELS = new ImageShape(1, 1, 2);

  private final byte[] pixels = {0, (byte) 255, 51, 102, 1, 2};
  private final int[] labels = {2, 0, 1};
  private final LabeledImages three =
      new LabeledImages(TWO_PIXELS, 3, pixels, labels, List.of("a", "b", "c"));

  @Test
  void sharesNoArrayWithItsCaller() {
    String before = three.sha256();

    pixels[0] = 9;
    labels[0] = 0;
    three.labels()[0] = 0;
    three.image(0)[0] = 9;

    assertThat(three.sha256()).isEqualTo(before);
    assertThatThrownBy(() -> three.pixels().put(0, (byte) 9))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void scalesUnsignedBytesToTheUnitInterval() {
    assertThat(three.unitPixels(0, 2)).containsExactly(0f, 1f, 0.2f, 0.4f);
  }

  @Test
  void keepsPixelsLabelsIdsAndTargetsTogetherInEverySelection() {
    LabeledImages chosen = three.withTargets(new int[] {0, 1, 2}).select(new int[] {2, 0});

    assertThat(chosen.count()).isEqualTo(2);
    assertThat(chosen.image(0)).containsExactly(1, 2);
    assertThat(chosen.labels()).containsExactly(1, 2);
    assertThat(chosen.ids()).containsExactly("c", "a");
    assertThat(chosen.targets()).hasValueSatisfying(t -> assertThat(t).containsExactly(2, 0));
  }

  @Test
  void slicesByPosition() {
    assertThat(three.slice(1, 3).ids()).containsExactly("b", "c");
    assertThat(three.first(2).ids()).containsExactly("a", "b");
    assertThat(three.first(99).ids()).isEqualTo(three.ids());
    assertThatThrownBy(() -> three.slice(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> three.slice(1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> three.first(0));
    assertThatIllegalArgumentException().isThrownBy(() -> three.select(new int[] {1, 1}));
  }

  @Test
  void hashesEveryPartThatResultsCanDependOn() {
    // From Python: hashlib.sha256(struct.pack(">5i", 3, 1, 1, 2, 3) + struct.pack(">3i", 2, 0, 1)
    // + struct.pack(">i", 0) + b"".join(struct.pack(">i", 1) + i for i in (b"a", b"b", b"c"))
    // + bytes([0, 255, 51, 102, 1, 2]))
    assertThat(three.sha256())
        .isEqualTo("e7f0296f361b28c767561f8aef0c01cfa264f8d80cef9c6dad05a77bde462d7f");
    assertThat(three.sha256())
        .isNotEqualTo(images(pixels, new int[] {2, 0, 2}, "a", "b", "c").sha256())
        .isNotEqualTo(images(pixels, labels, "a", "b", "d").sha256())
        .isNotEqualTo(images(new byte[] {0, 0, 51, 102, 1, 2}, labels, "a", "b", "c").sha256())
        .isNotEqualTo(three.withTargets(new int[] {0, 0, 0}).sha256())
        .isNotEqualTo(
            new LabeledImages(TWO_PIXELS, 4, pixels, labels, List.of("a", "b", "c")).sha256())
        .isNotEqualTo(
            new LabeledImages(new ImageShape(1, 2, 1), 3, pixels, labels, three.ids()).sha256())
        .isEqualTo(images(pixels, labels, "a", "b", "c").sha256());
  }

  @Test
  void refusesPartsThatDoNotFitTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images(new byte[5], labels, "a", "b", "c"))
        .withMessageContaining("3 images of 1x1x2 need 6 pixel bytes, not 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images(pixels, labels, "a", "b"))
        .withMessageContaining("3 images need as many ids, not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images(pixels, labels, "a", "b", "a"))
        .withMessageContaining("two images have the id a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images(pixels, new int[] {0, 3, 0}, "a", "b", "c"))
        .withMessageContaining("image b has the label 3, but classes are 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> three.withTargets(new int[] {0, 0, -1}))
        .withMessageContaining("image c has the target class -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images(new byte[0], new int[0]))
        .withMessageContaining("there are no images");
  }

  private static LabeledImages images(byte[] pixels, int[] labels, String... ids) {
    return new LabeledImages(TWO_PIXELS, 3, pixels, labels, List.of(ids));
  }
}
