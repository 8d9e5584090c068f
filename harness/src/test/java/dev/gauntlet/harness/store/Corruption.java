package dev.gauntlet.harness.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What can become of a file in a store. */
public enum Corruption {
  FLIPPED {
    @Override
    public void strike(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
  },
  TRUNCATED {
    @Override
    public void strike(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
  },
  EMPTIED {
    @Override
    public void strike(Path file) throws IOException {
      Files.write(file, new byte[0]);
    }
  },
  ZEROED {
    @Override
    public void strike(Path file) throws IOException {
      Files.write(file, new byte[Math.toIntExact(Files.size(file))]);
    }
  },
  DELETED {
    @Override
    public void strike(Path file) throws IOException {
      Files.delete(file);
    }
  },
  FOLDER {
    @Override
    public void strike(Path file) throws IOException {
      Files.delete(file);
      Files.writeString(Files.createDirectory(file).resolve("inside"), "");
    }
  },
  /** Even to the very content: whoever owns the target could change it at any time. */
  LINK {
    @Override
    public void strike(Path file) throws IOException {
      Path elsewhere = file.resolveSibling("../elsewhere-" + file.getFileName()).normalize();
      Files.move(file, elsewhere);
      Files.createSymbolicLink(file, elsewhere);
    }
  };

  /** Damages a file of an entry. */
  public abstract void strike(Path file) throws IOException;
}
