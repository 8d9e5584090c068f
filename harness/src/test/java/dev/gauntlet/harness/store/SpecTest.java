package dev.gauntlet.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpecTest {
  record Pair(int second, String first) {}

  @Property
  void theKeyDoesNotDependOnTheOrderOfProperties(
      @ForAll Map<String, Integer> properties, @ForAll long seed) {
    List<Map.Entry<String, Integer>> entries = new ArrayList<>(properties.entrySet());
    Collections.shuffle(entries, new Random(seed));
    Map<String, Integer> shuffled = new LinkedHashMap<>();
    entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));
    assertThat(Spec.of(Kind.IMAGES, Map.of("p", shuffled)))
        .isEqualTo(Spec.of(Kind.IMAGES, Map.of("p", properties)));
  }

  @Property
  void otherPropertiesOrAnotherKindMakeAnotherKey(@ForAll int one, @ForAll int other) {
    Key key = Spec.of(Kind.IMAGES, Map.of("n", one)).key();
    assertThat(key.equals(Spec.of(Kind.IMAGES, Map.of("n", other)).key())).isEqualTo(one == other);
    assertThat(key).isNotEqualTo(Spec.of(Kind.BATCH, Map.of("n", one)).key());
  }

  @Test
  void recordsAreWrittenWithSortedKeysAndNoSpace() {
    assertThat(Json.canonical(Map.of("b", new Pair(1, "x"), "a", List.of(Optional.of(0.3)))))
        .isEqualTo("{\"a\":[0.3],\"b\":{\"first\":\"x\",\"second\":1}}");
  }

  @Test
  void theFormOfAKeyStaysWhatItIs() {
    // Another value here means that every store in the world is computed again.
    assertThat(Spec.of(Kind.IMAGES, Map.of("b", 1, "a", "x")).json())
        .isEqualTo("{\"a\":\"x\",\"b\":1,\"format\":1,\"kind\":\"images\"}");
  }
}
