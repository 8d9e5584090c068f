package dev.gauntlet.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a reader says of a file that it refuses. */
final class Refusal {
  private Refusal() {}

  /** Asserts that unpacked content of {@code file} is refused for its byte {@code offset}. */
  static void assertRefused(ThrowingCallable read, String file, long offset, String... parts) {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(read)
        .withMessageContaining(
            String.format(Locale.ROOT, "%s, byte %d of the unpacked content: ", file, offset))
        .withMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.file()).isEqualTo(file))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }
}
