package dev.gauntlet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.pf4j.Extension;

/** What PF4J must find of a class to load it from a plugin's jar. */
final class ExtensionRules {
  private static final String INDEX = "META-INF/extensions.idx";

  private ExtensionRules() {}

  static void check(Class<?> type) throws IOException {
    assertThat(type.isAnnotationPresent(Extension.class))
        .as("%s is annotated with @Extension", type.getName())
        .isTrue();
    assertThat(type.getConstructors())
        .as("%s is public, with a public constructor without arguments", type.getName())
        .anyMatch(constructor -> constructor.getParameterCount() == 0);
    assertThat(Modifier.isPublic(type.getModifiers())).as("%s is public", type.getName()).isTrue();
    assertThat(indexed(type.getClassLoader()))
        .as("%s stands in %s, which PF4J's annotation processor writes", type.getName(), INDEX)
        .contains(type.getName());
  }

  private static List<String> indexed(ClassLoader loader) throws IOException {
    List<String> names = new ArrayList<>();
    for (URL index : Collections.list(loader.getResources(INDEX))) {
      try (InputStream in = index.openStream()) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .forEach(names::add);
      }
    }
    return names;
  }
}
