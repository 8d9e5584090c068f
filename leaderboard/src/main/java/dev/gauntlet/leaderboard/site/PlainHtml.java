package dev.gauntlet.leaderboard.site;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * HTML whose text can neither become markup nor disturb the text around it: control characters,
 * which logs carry, marks that turn the reading direction, and what XML cannot hold, which figures
 * are, are shown as what they are, damage.
 */
final class PlainHtml extends HTMLOutputFormat {
  static final PlainHtml INSTANCE = new PlainHtml();

  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cntrl}\\x80-\\x9f&&[^\\t\\n\\r]]"
              + "|[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]"
              + "|[\\ud800-\\udfff\\ufffe\\uffff]");

  private PlainHtml() {}

  @Override
  public void output(String text, Writer out) throws IOException, TemplateModelException {
    super.output(plain(text), out);
  }

  @Override
  public String escapePlainText(String text) {
    return super.escapePlainText(plain(text));
  }

  private static String plain(String text) {
    return UNSEEN.matcher(text).replaceAll("\ufffd");
  }
}
