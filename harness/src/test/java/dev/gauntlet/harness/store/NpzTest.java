package dev.gauntlet.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static Path resource(String name) {
    try {
      return Path.of(NpzTest.class.getResource(name).toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
