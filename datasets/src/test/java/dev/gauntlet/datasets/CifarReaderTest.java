package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CifarReaderTest {
  private static final String FILE = "cifar-10-binary.tar.gz";
  private static final ImageShape SHAPE = new ImageShape(3, 1, 2);
  private static final List<String> BATCHES =
      List.of("bin/data_batch_1.bin", "bin/data_batch_2.bin");
  private static final int FIRST_BATCH = 512; // after its header

  private final Map<String, byte[]> files = new TreeMap<>();

  @BeforeEach
  void writeTwoBatches() {
    files.put("bin/data_batch_1.bin", new byte[] {9, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12});
    files.put("bin/data_batch_2.bin", new byte[] {3, 13, 14, 15, 16, 17, (byte) 255});
    files.put("bin/readme.html", new byte[] {'h', 'i'});
  }

  @Test
  void readsTheBatchesOneAfterTheOther() {
    LabeledImages images = read();

    assertThat(images.shape()).isEqualTo(SHAPE);
    assertThat(images.labels()).containsExactly(9, 0, 3);
    assertThat(images.ids()).containsExactly("train-00000", "train-00001", "train-00002");
    assertThat(images.image(0)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(images.image(1)).containsExactly(7, 8, 9, 10, 11, 12);
    assertThat(images.image(2)).containsExactly(13, 14, 15, 16, 17, 255);
  }

  @Test
  void refusesABatchThatIsNoWholeNumberOfRecords() {
    byte[] batch = files.get("bin/data_batch_1.bin");
    files.put("bin/data_batch_1.bin", Arrays.copyOf(batch, 13));
    assertRefused(
        FIRST_BATCH + 7, "bin/data_batch_1.bin: expected records of 7 bytes, found 13 bytes");

    files.put("bin/data_batch_1.bin", Arrays.copyOf(batch, 15));
    assertRefused(FIRST_BATCH + 14, "found 15 bytes, 1 more than a whole number of them");

    files.put("bin/data_batch_1.bin", new byte[0]);
    assertRefused(FIRST_BATCH, "found 0 bytes");
  }

  @Test
  void refusesALabelThatIsNoClass() {
    files.get("bin/data_batch_1.bin")[7] = 10;

    assertRefused(FIRST_BATCH + 7, "bin/data_batch_1.bin: expected a label from 0 to 9, found 10");
  }

  @Test
  void refusesAnArchiveWithoutABatch() {
    files.remove("bin/data_batch_2.bin");

    assertRefused(
        TarFiles.tar(files).length,
        "expected a file bin/data_batch_2.bin in the archive, found",
        "bin/readme.html");
  }

  private LabeledImages read() {
    UnpackedFile archive = new UnpackedFile(FILE, TarFiles.tar(files));
    return CifarReader.parse(archive, BATCHES, SHAPE, 10, "train");
  }

  private void assertRefused(long offset, String... parts) {
    Refusal.assertRefused(this::read, FILE, offset, parts);
  }
}
