package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.store.OutputFolder;
import dev.gauntlet.leaderboard.site.Site;
import dev.gauntlet.leaderboard.site.SiteException;
import java.io.IOException;
import java.nio.file.Path;

/** The pages of a run: one command at a time builds them. */
public final class RunSite {
  private RunSite() {}

  /**
   * Builds the pages, after any other command that is building them now.
   *
   * @param out replaced if it is a site, created if it is not there
   * @return the path of {@code index.html}
   * @throws PublishException if they cannot be written
   * @throws SiteException if {@code out} holds something that is not a site
   */
  public static Path build(Path run, Path out) {
    Path folder = out.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return build(new Site(run, out), out);
    }
    try {
      OutputFolder.hold(folder, unused -> build(new Site(run, out), out));
    } catch (IOException e) {
      throw PublishException.cannotWrite(folder, e);
    }
    return out.resolve("index.html");
  }

  /** Builds a site that nobody else can be at. */
  static Path build(Site site, Path out) {
    try {
      return site.build();
    } catch (SiteException e) {
      throw e.getCause() instanceof IOException cause
          ? PublishException.cannotWrite(out, cause)
          : e;
    }
  }
}
