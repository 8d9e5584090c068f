package dev.gauntlet.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files under test's resources are numpy's own: {@code numpy.savez}, numpy 2.4. */
class NpzTest {
  @TempDir private Path folder;

  @Test
  void whatNumpyWroteIsRead() throws Exception {
    NDList arrays = Npz.read(resource("numpy.npz"));
    NDArray images = arrays.get("images");
    assertThat(images.getShape()).isEqualTo(new Shape(2, 3, 2, 2));
    assertThat(images.getDataType()).isEqualTo(DataType.FLOAT32);
    float[] values = images.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isEqualTo(i / 24f);
    }
    assertThat(arrays.get("labels").toLongArray()).containsExactly(3, 1);
  }

  @Test
  void whatNumpyCompressedIsRead() throws Exception {
    NDArray images = Npz.read(resource("numpy-compressed.npz")).get("images");
    assertThat(images.getDataType()).isEqualTo(DataType.UINT8);
    assertThat(images.toByteArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.write(
        file,
        Npz.floats("images", new float[] {0, 0.5f, 1, Float.MIN_VALUE}, new Shape(2, 2)),
        Npz.longs("labels", new long[] {Long.MAX_VALUE, -1}),
        Npz.bytes("pixels", ByteBuffer.wrap(new byte[] {-1, 0, 1}), new Shape(3)));
    NDList arrays = Npz.read(file);
    assertThat(arrays.get("images").toFloatArray()).containsExactly(0, 0.5f, 1, Float.MIN_VALUE);
    assertThat(arrays.get("labels").toLongArray()).containsExactly(Long.MAX_VALUE, -1);
    assertThat(arrays.get("pixels").toByteArray()).containsExactly(-1, 0, 1);
  }

  @Test
  void equalArraysMakeEqualFiles() throws IOException {
    for (String name : java.util.List.of("a.npz", "b.npz")) {
      Npz.write(folder.resolve(name), Npz.floats("x", new float[6], new Shape(1, 2, 3)));
    }
    assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
  }

  @Test
  void whatIsNoArrayIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.npz"), "not a tensor");
    assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(IOException.class);
    byte[] whole = Files.readAllBytes(resource("numpy.npz"));
    Path cut = Files.write(folder.resolve("cut.npz"), java.util.Arrays.copyOf(whole, 200));
    assertThatThrownBy(() -> Npz.read(cut)).isInstanceOf(IOException.class);
  }

  @Test
  void whatWeWriteIsReadFromThoseWhoMayNotBeTrusted() throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.write(
        file,
        Npz.floats("images", new float[] {0, 0.5f}, new Shape(1, 2)),
        Npz.longs("targets", new long[] {7}));
    NDList arrays = Npz.readUntrusted(file);
    assertThat(arrays.get("images").toFloatArray()).containsExactly(0, 0.5f);
    assertThat(arrays.get("targets").toLongArray()).containsExactly(7);
  }

  @Test
  void whatIsSmallPackedAndLargeUnpackedIsRefused() {
    assertThatThrownBy(() -> Npz.readUntrusted(resource("numpy-compressed.npz")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is compressed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(900000000, 2)",
        "(9999999999, 9999999999)",
        "(1, 2), 'shape': (9, 9)",
        "(-1, 2)"
      })
  void anArrayThatClaimsMoreThanThereIsIsRefused(String shape) throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.write(file, Npz.floats("images", new float[] {0, 0.5f}, new Shape(1, 2)));
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("(1, 2), }");
    byte[] claim = (shape + ", }").getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(claim, 0, bytes, at, claim.length);
    Files.write(file, bytes);
    assertThatThrownBy(() -> Npz.readUntrusted(file)).isInstanceOf(IOException.class);
  }

  @Test
  void aFileThatIsCutShortIsRefused() throws IOException {
    Path file = folder.resolve("x.npz");
    Npz.write(file, Npz.floats("images", new float[1000], new Shape(10, 100)));
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 20, 100, 200, bytes.length / 2}) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      NDList read;
      try {
        read = Npz.readUntrusted(file);
      } catch (IOException e) {
        continue;
      }
      assertThat(read.get("images")).as("of %d bytes", length).isNull();
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(NpzTest.class.getResource(name).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
