package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Parameter;
import java.util.List;
import java.util.Locale;

/**
 * Whether what a jar says of itself can be shown: no word of it is endless or commands a terminal.
 */
public final class DescriptionCheck {
  /** Of one kind, in one jar or one list. */
  static final int MOST = 200;

  private final PluginJar jar;
  private Wording wording;

  private DescriptionCheck(PluginJar jar) {
    this.jar = jar;
    this.wording = new Wording(jar.source().toString());
  }

  /**
   * Checks all texts.
   *
   * @throws PluginException if one is missing, too long or has control characters, or there are too
   *     many; the message names jar, method and field
   */
  public static void check(PluginJar jar, JarDescription description) {
    DescriptionCheck check = new DescriptionCheck(jar);
    check.few("attacks", description.attacks());
    check.few("defenses", description.defenses());
    check.few("preparations", description.preparations());
    description
        .attacks()
        .forEach(
            about -> {
              check.head("attack", about.id(), about.title(), about.description());
              check.rest(about.citation(), about.parameters(), about.checkpoints(), List.of());
            });
    description
        .defenses()
        .forEach(
            about -> {
              check.head("defense", about.id(), about.title(), about.description());
              check.rest(
                  about.citation(), about.parameters(), about.checkpoints(), about.architectures());
            });
    description
        .preparations()
        .forEach(
            about -> {
              check.head("preparation", about.id(), about.title(), about.description());
              check.rest(
                  about.citation(), about.parameters(), about.checkpoints(), about.architectures());
            });
  }

  private void head(String kind, String id, String title, String description) {
    wording = new Wording(jar.source() + " (" + jar.id() + ")");
    wording.name(kind, id);
    wording = new Wording("%s (%s): the %s '%s'".formatted(jar.source(), jar.id(), kind, id));
    wording.title("title", title);
    wording.text("description", description);
  }

  private void rest(
      Citation citation,
      List<Parameter> parameters,
      List<CheckpointNeed> checkpoints,
      List<String> architectures) {
    wording.text("citation", citation == null ? null : citation.text());
    wording.text("citation's address", citation.url());
    few("parameters", parameters);
    few("checkpoints", checkpoints);
    few("architectures", architectures);
    parameters.forEach(this::parameter);
    architectures.forEach(architecture -> wording.name("architecture", architecture));
    for (CheckpointNeed need : checkpoints) {
      wording.name("checkpoint's role", need.role());
      wording.name("checkpoint's method", need.method());
      wording.text("checkpoint's parameters", need.parameters().toString());
    }
  }

  private void parameter(Parameter parameter) {
    String what = "parameter '" + parameter.name() + "'";
    wording.title("parameter's name", parameter.name());
    wording.text(what, parameter.description());
    wording.title(what, String.valueOf(parameter.defaultValue()));
    few("choices of " + what, parameter.choices());
    parameter.choices().forEach(choice -> wording.title(what, choice));
    wording.text(what, parameter.datasetDefaults().toString());
  }

  private void few(String what, List<?> values) {
    if (values.size() > MOST) {
      throw new PluginException(
          String.format(
              Locale.ROOT,
              "%s (%s) has %,d %s; at most %,d are allowed",
              jar.source(),
              jar.id(),
              values.size(),
              what,
              MOST));
    }
  }
}
