package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.Suggestion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every attack, defense and preparation that is installed. */
public final class PluginCatalog {
  private final List<PluginJar> jars;
  private final List<PluginJar> leftOut;
  private final Map<String, InstalledAttack> attacks = new TreeMap<>();
  private final Map<String, InstalledDefense> defenses = new TreeMap<>();
  private final Map<String, InstalledPreparation> preparations = new TreeMap<>();
  private final Map<String, Recipe> recipes = new TreeMap<>();

  /**
   * Describes jars and puts what they offer in order. Those that are not described are left out:
   * one team's broken jar must not keep the others from their results.
   *
   * @throws PluginException if two attacks, or two defenses or preparations, have one id
   */
  public PluginCatalog(List<PluginJar> jars, Describer describer) {
    Map<PluginJar, JarDescription> descriptions = describer.describe(jars);
    this.jars = jars.stream().filter(descriptions::containsKey).toList();
    this.leftOut = jars.stream().filter(jar -> !descriptions.containsKey(jar)).toList();
    this.jars.forEach(jar -> add(jar, descriptions.get(jar)));
  }

  /** The plugins that do not say what they offer. */
  public List<PluginJar> leftOut() {
    return leftOut;
  }

  /** All plugins by id. */
  public List<PluginJar> jars() {
    return jars;
  }

  /** All attacks by id. */
  public Map<String, InstalledAttack> attacks() {
    return Collections.unmodifiableMap(attacks);
  }

  /** All defenses by id. */
  public Map<String, InstalledDefense> defenses() {
    return Collections.unmodifiableMap(defenses);
  }

  /** All preparations by id. */
  public Map<String, InstalledPreparation> preparations() {
    return Collections.unmodifiableMap(preparations);
  }

  /**
   * The defense or preparation with this id.
   *
   * @throws PluginException if there is none; the message suggests the nearest
   */
  public Recipe recipe(String id) {
    return get("defense", id, recipes);
  }

  /**
   * The attack with this id.
   *
   * @throws PluginException if there is none; the message suggests the nearest
   */
  public InstalledAttack attack(String id) {
    return get("attack", id, attacks);
  }

  /**
   * The defense with this id.
   *
   * @throws PluginException if there is none; the message suggests the nearest
   */
  public InstalledDefense defense(String id) {
    return get("defense", id, defenses);
  }

  private void add(PluginJar jar, JarDescription description) {
    description
        .attacks()
        .forEach(
            attack -> {
              boolean trainable = description.trainable().contains(attack.id());
              InstalledAttack other =
                  attacks.put(attack.id(), new InstalledAttack(attack, trainable, jar));
              if (other != null) {
                throw twice("attacks", attack.id(), other.jar(), jar);
              }
            });
    description
        .defenses()
        .forEach(
            defense -> {
              InstalledDefense installed = new InstalledDefense(defense, jar);
              defenses.put(defense.id(), installed);
              add(Recipe.of(installed));
            });
    description
        .preparations()
        .forEach(
            preparation -> {
              InstalledPreparation installed = new InstalledPreparation(preparation, jar);
              preparations.put(preparation.id(), installed);
              add(Recipe.of(installed));
            });
  }

  private void add(Recipe recipe) {
    Recipe other = recipes.put(recipe.id(), recipe);
    if (other != null) {
      throw twice("defenses or preparations", recipe.id(), other.jar(), recipe.jar());
    }
  }

  private static PluginException twice(String what, String id, PluginJar one, PluginJar other) {
    return new PluginException(
        "two %s have the id '%s': in %s and in %s; remove one of the jars"
            .formatted(what, id, one.source(), other.source()));
  }

  private static <T> T get(String what, String id, Map<String, T> known) {
    T found = known.get(id);
    if (found == null) {
      throw new PluginException(
          "unknown %s '%s'%s; installed are %s"
              .formatted(
                  what,
                  id,
                  Suggestion.nearest(id, known.keySet())
                      .map(nearest -> "; did you mean '" + nearest + "'?")
                      .orElse(""),
                  known.isEmpty() ? "none" : String.join(", ", known.keySet())));
    }
    return found;
  }
}
