package dev.gauntlet.toolkit;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** A checkpoint that is never written to a disk. */
public final class MemoryCheckpoint implements CheckpointReader, CheckpointWriter {
  private final Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
  private final Map<String, Object> notes = new LinkedHashMap<>();

  @Override
  public OutputStream create(String name) {
    files.put(name, new ByteArrayOutputStream());
    return files.get(name);
  }

  @Override
  public void note(String key, Object value) {
    notes.put(key, value);
  }

  @Override
  public InputStream open(String name) {
    if (!contains(name)) {
      throw new CheckpointException(origin() + " has no file " + name);
    }
    return new ByteArrayInputStream(files.get(name).toByteArray());
  }

  @Override
  public boolean contains(String name) {
    return files.containsKey(name);
  }

  @Override
  public String origin() {
    return "in memory";
  }

  /** The facts noted so far. */
  public Map<String, Object> notes() {
    return notes;
  }
}
