package dev.gauntlet.api;

/**
 * The version of this API. A plugin's manifest says which versions it works with, for example
 * {@code >=1.0.0 & <2.0.0}.
 */
public final class ApiVersion {
  /**
   * Semantic: the first number changes when a plugin compiled against an older one may no longer
   * run.
   */
  public static final String CURRENT = "1.0.0";

  private ApiVersion() {}
}
