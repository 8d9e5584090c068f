package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class PathTextTest {
  @Test
  void aPathIsTakenAsItStands() {
    assertThat(new PathText().convert("a b/c")).isEqualTo(Path.of("a b", "c"));
  }

  @Test
  void whatNoFileSystemTakesIsSaidInWords() {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> new PathText().convert("a\0b"))
        .withMessageContaining("is no path: it has a NUL character");
  }

  @Test
  void whatThisLocaleCannotEncodeSaysWhatToDo() {
    assertThat(PathText.explain(new InvalidPathException("caf\ufffd", "Malformed input")))
        .contains("'caf\ufffd'", "this locale", "set LC_ALL=C.UTF-8");
  }
}
