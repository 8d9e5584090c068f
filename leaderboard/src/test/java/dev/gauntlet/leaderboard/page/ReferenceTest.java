package dev.gauntlet.leaderboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  @Test
  void aPaperIsLinkedWithoutThePunctuationAroundIt() {
    assertThat(
            Reference.parse("A. Madry et al. (arXiv:1706.06083), see https://example.org/a_(b)."))
        .containsExactly(
            new Reference("A. Madry et al. (", ""),
            new Reference("arXiv:1706.06083", "https://arxiv.org/abs/1706.06083"),
            new Reference("), see ", ""),
            new Reference("https://example.org/a_(b", "https://example.org/a_(b"),
            new Reference(").", ""));
  }

  @ParameterizedTest
  @CsvSource({"http://example.org/x", "https://doi.org/10.1/x?a=b&c=d#e"})
  void webAddressesAreLinks(String address) {
    assertThat(Reference.parse(address)).containsExactly(new Reference(address, address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "//example.org", "https://", "HTTP://example.org", "ftp://example.org"
      })
  void nothingElseIsALink(String text) {
    assertThat(Reference.parse(text)).containsExactly(new Reference(text, ""));
  }

  @Property
  void noTextIsLostAndNoOtherSchemeIsLinked(@ForAll String citation) {
    List<Reference> references = Reference.parse(citation);

    assertThat(references.stream().map(Reference::text).collect(Collectors.joining()))
        .isEqualTo(citation);
    assertThat(references).allMatch(r -> r.href().isEmpty() || r.href().matches("(?s)https?://.*"));
  }
}
