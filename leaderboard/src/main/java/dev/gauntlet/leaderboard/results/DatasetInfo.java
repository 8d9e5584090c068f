package dev.gauntlet.leaderboard.results;

import java.util.List;

/**
 * The slice of a data set every cell was scored on.
 *
 * @param images N, at least 1
 * @param sha256 of the slice, hexadecimal
 * @param classNames by label; empty where the classes have no names
 */
public record DatasetInfo(
    String id,
    String title,
    int images,
    String sha256,
    int classes,
    List<String> classNames,
    int channels,
    int height,
    int width) {
  public DatasetInfo {
    Require.text("id", id);
    Require.present("title", title);
    Require.range("images", images, 1, Integer.MAX_VALUE);
    Require.sha256("sha256", sha256);
    Require.range("classes", classes, 1, Integer.MAX_VALUE);
    classNames = Require.list("classNames", classNames);
    Require.range("channels", channels, 1, Integer.MAX_VALUE);
    Require.range("height", height, 1, Integer.MAX_VALUE);
    Require.range("width", width, 1, Integer.MAX_VALUE);
  }

  /** The class's name, or its number where it has none. */
  public String className(int label) {
    return label >= 0 && label < classNames.size()
        ? classNames.get(label)
        : Integer.toString(label);
  }
}
