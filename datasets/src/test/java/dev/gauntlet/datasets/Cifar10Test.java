package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of CIFAR-10's binary version from an archive, here a small one, to images. */
class Cifar10Test {
  private static final int RECORD = 1 + 3 * 32 * 32;

  @TempDir Path home;
  @TempDir Path source;

  @Test
  void readsFiveTrainingBatchesAndTheTestBatch() throws IOException {
    Map<String, byte[]> batches = batches();
    byte[] published = IdxFiles.gzip(TarFiles.tar(batches));
    DatasetStore store = store(published);
    Files.write(source.resolve("cifar-10-binary.tar.gz"), published);

    store.pullFrom("cifar10", source);

    assertThat(store.verify("cifar10")).allMatch(FileCheck::ok);
    LabeledImages train = store.load("cifar10", Split.TRAIN);
    assertThat(train.count()).isEqualTo(10);
    assertThat(train.shape()).isEqualTo(new ImageShape(3, 32, 32));
    assertThat(train.ids()).startsWith("train-00000").endsWith("train-00009");
    byte[] third = batches.get("cifar-10-batches-bin/data_batch_3.bin");
    assertThat(train.label(4)).isEqualTo(third[0]);
    assertThat(train.image(4)).isEqualTo(java.util.Arrays.copyOfRange(third, 1, RECORD));
    LabeledImages test = store.load("cifar10", Split.TEST);
    assertThat(test.ids()).containsExactly("test-00000", "test-00001");
    assertThat(test.label(1)).isEqualTo(batches.get("cifar-10-batches-bin/test_batch.bin")[RECORD]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "tr-TR"})
  void isTheSameInEveryLocale(String language) throws IOException {
    byte[] published = IdxFiles.gzip(TarFiles.tar(batches()));
    DatasetStore store = store(published);
    Files.write(source.resolve("cifar-10-binary.tar.gz"), published);

    InLocale.run(
        language,
        () -> {
          store.pullFrom("cifar10", source);
          assertThat(store.load("cifar10", Split.TRAIN).ids())
              .startsWith("train-00000")
              .endsWith("train-00009");
        });
  }

  @Test
  void takesNothingButTheArchiveAsPublished() throws IOException {
    byte[] published = IdxFiles.gzip(TarFiles.tar(batches()));
    DatasetStore store = store(published);
    Path file = source.resolve("cifar-10-binary.tar.gz");
    Files.write(file, java.util.Arrays.copyOf(published, 1000));

    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> store.pullFrom("cifar10", source))
        .withMessageContaining(file + ", byte 1000: other file than published");
    assertThat(home.resolve("cifar10/cifar-10-binary.tar.gz")).doesNotExist();
  }

  /** A registry of a data set like CIFAR-10, of another archive. */
  private DatasetStore store(byte[] published) {
    Dataset real = Cifar10.DATASET;
    DatasetFile archive =
        new DatasetFile(
            real.files().get(0).name(),
            published.length,
            Sha256.hex(published),
            DatasetFile.Checked.FILE,
            List.of(URI.create("http://localhost/nowhere")));
    Dataset small =
        new Dataset(
            real.name(),
            real.title(),
            real.citation(),
            real.licence(),
            real.shape(),
            real.classNames(),
            Optional.empty(),
            Optional.empty(),
            false,
            real.format(),
            List.of(archive));
    return new DatasetStore(new DatasetRegistry(List.of(small)), home);
  }

  private static Map<String, byte[]> batches() {
    Map<String, byte[]> batches = new TreeMap<>();
    Random random = new Random(1);
    for (String name :
        List.of(
            "data_batch_1",
            "data_batch_2",
            "data_batch_3",
            "data_batch_4",
            "data_batch_5",
            "test_batch")) {
      byte[] batch = new byte[2 * RECORD];
      random.nextBytes(batch);
      batch[0] = (byte) random.nextInt(10);
      batch[RECORD] = (byte) random.nextInt(10);
      batches.put("cifar-10-batches-bin/%s.bin".formatted(name), batch);
    }
    batches.put("cifar-10-batches-bin/batches.meta.txt", new byte[] {'a'});
    return batches;
  }
}
