package dev.gauntlet.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("fgsm", "bim", "pgd", "carlini-wagner");

  @ParameterizedTest
  @CsvSource({
    "fgms, fgsm",
    "fgsn, fgsm",
    "pdg, pgd",
    "dpg, ''",
    "pgdd, pgd",
    "gd, pgd",
    "carlini-wagener, carlini-wagner",
    "carlin-wagne, carlini-wagner"
  })
  void isWithinAThirdOfTheWord(String word, String nearest) {
    assertThat(Suggestion.nearest(word, KNOWN).orElse("")).isEqualTo(nearest);
  }

  @Test
  void prefersTheSmallestDistance() {
    assertThat(Suggestion.nearest("robust-a", List.of("robust", "robust-b"))).contains("robust-b");
  }

  @Test
  void isEmptyWhereNothingIsKnown() {
    assertThat(Suggestion.nearest("fgsm", List.of())).isEmpty();
  }
}
