package dev.gauntlet.api;

/**
 * Where a method comes from.
 *
 * @param text authors, title, venue, year
 * @param url an {@code https} address of the paper, or empty
 */
public record Citation(String text, String url) {
  public Citation {
    if (text == null || text.isBlank()) {
      throw new GauntletException(
          "citation: the text is missing; name the authors, the title and the year");
    }
    url = url == null ? "" : url;
  }

  /** A citation without an address. */
  public static Citation of(String text) {
    return new Citation(text, "");
  }
}
