package dev.gauntlet.leaderboard.page;

import java.util.List;

/**
 * What an attack knows of the defense.
 *
 * @param id as in the results
 * @param title as on the pages
 * @param explanation one sentence
 */
public record Access(String id, String title, String explanation) {
  /** From the weakest adversary to the strongest. */
  private static final List<Access> KNOWN =
      List.of(
          new Access("none", "No model", "Asks no model: noise, and the unperturbed images."),
          new Access(
              "transfer",
              "Transfer",
              "Made on other models and then shown to the defense (black-box)."),
          new Access("query", "Query", "Sees only scores or decisions of the defense."),
          new Access(
              "oblivious",
              "Oblivious",
              "Takes the gradients of the undefended model and ignores the defense around it."),
          new Access(
              "white-box",
              "White-box",
              "Takes the gradients of the whole defense as it will be evaluated."));

  static Access of(String id) {
    return KNOWN.stream()
        .filter(access -> access.id().equals(id))
        .findFirst()
        .orElseGet(() -> new Access(id, id, "An access level this page does not know."));
  }

  /** Where its attacks stand: weakest first, unknown last. */
  int order() {
    int index = KNOWN.indexOf(this);
    return index < 0 ? KNOWN.size() : index;
  }
}
