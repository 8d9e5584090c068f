package dev.gauntlet.harness.worker;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Writes a checkpoint's files into a directory, and keeps its notes. */
final class DirectoryCheckpointWriter implements CheckpointWriter {
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
  private static final Set<String> RESERVED =
      Set.of("model.json", "provenance.json", "task.json", "manifest.json", "snapshot.json");

  private final Path directory;
  private final Map<String, Object> notes = new LinkedHashMap<>();

  DirectoryCheckpointWriter(Path directory) {
    this.directory = directory;
  }

  @Override
  public OutputStream create(String name) {
    if (!name.matches(NAME) || RESERVED.contains(name)) {
      throw new CheckpointException(
          "a checkpoint's file cannot be called '"
              + name
              + "': use letters, digits, dots and dashes, and none of "
              + String.join(", ", RESERVED));
    }
    try {
      return new BufferedOutputStream(Files.newOutputStream(directory.resolve(name)));
    } catch (IOException e) {
      throw new CheckpointException("cannot write the checkpoint's file '" + name + "': " + e, e);
    }
  }

  @Override
  public void note(String key, Object value) {
    notes.put(key, value);
  }

  Map<String, Object> notes() {
    return notes;
  }
}
