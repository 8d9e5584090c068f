package dev.gauntlet.api;

import java.util.regex.Pattern;

/**
 * The form of every id: it names files, addresses and columns, so it is short, lower-case and safe
 * everywhere.
 */
final class Identifiers {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST = 48;

  private Identifiers() {}

  static String check(String what, String id) {
    if (id == null || id.length() > LONGEST || !ID.matcher(id).matches()) {
      throw new GauntletException(
          what
              + ": the id '"
              + id
              + "' must be lower-case letters, digits and single dashes, at most "
              + LONGEST
              + " characters, for example 'pure-pgd'");
    }
    return id;
  }
}
