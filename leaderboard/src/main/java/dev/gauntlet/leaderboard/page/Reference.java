package dev.gauntlet.leaderboard.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a citation: plain text, or text with a link.
 *
 * @param href an http or https address, never anything else; empty where there is none
 */
public record Reference(String text, String href) {
  private static final Pattern LINK =
      Pattern.compile(
          "https?://[^\\s<>\"'`\\\\]*[^\\s<>\"'`\\\\.,;:!?)\\]}]|arXiv:(\\d{4}\\.\\d{4,5}(v\\d+)?)");

  /** Finds the web addresses and arXiv numbers of a citation; everything else stays text. */
  static List<Reference> parse(String citation) {
    List<Reference> references = new ArrayList<>();
    Matcher matcher = LINK.matcher(citation);
    int end = 0;
    while (matcher.find()) {
      if (matcher.start() > end) {
        references.add(new Reference(citation.substring(end, matcher.start()), ""));
      }
      String number = matcher.group(1);
      references.add(
          new Reference(
              matcher.group(),
              number == null ? matcher.group() : "https://arxiv.org/abs/" + number));
      end = matcher.end();
    }
    if (end < citation.length()) {
      references.add(new Reference(citation.substring(end), ""));
    }
    return references;
  }
}
