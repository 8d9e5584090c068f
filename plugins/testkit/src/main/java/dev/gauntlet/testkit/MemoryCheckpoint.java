package dev.gauntlet.testkit;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A checkpoint that is written to and read from memory. */
public final class MemoryCheckpoint implements CheckpointReader, CheckpointWriter {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

  private final Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
  private final Map<String, Object> notes = new LinkedHashMap<>();

  @Override
  public OutputStream create(String name) {
    if (!name.matches(NAME)) {
      throw new CheckpointException(
          "a checkpoint's file cannot be called '" + name + "': use letters, digits, dots, dashes");
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    files.put(name, file);
    return file;
  }

  @Override
  public void note(String key, Object value) {
    notes.put(key, value);
  }

  @Override
  public InputStream open(String name) {
    if (!contains(name)) {
      throw new CheckpointException(
          origin() + " has no file '" + name + "'; it has " + files.keySet());
    }
    return new ByteArrayInputStream(files.get(name).toByteArray());
  }

  @Override
  public boolean contains(String name) {
    return files.containsKey(name);
  }

  @Override
  public String origin() {
    return "the checkpoint in memory";
  }

  /** The names of the files written so far. */
  public Set<String> files() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /** The facts noted so far. */
  public Map<String, Object> notes() {
    return Collections.unmodifiableMap(notes);
  }
}
