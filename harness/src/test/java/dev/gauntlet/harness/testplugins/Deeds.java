package dev.gauntlet.harness.testplugins;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What hostile plugins do. */
public final class Deeds {
  private static final int MIB = 1 << 20;

  private Deeds() {}

  /** Commits a deed; those that end or hang the process do not return. */
  public static void commit(String deed, String target) {
    try {
      switch (deed) {
        case "throw" -> throw new IllegalStateException("sabotage");
        case "error" -> throw new NoClassDefFoundError("com/example/Missing");
        case "overflow" -> overflow(0);
        case "exit" -> System.exit(0);
        case "halt" -> Runtime.getRuntime().halt(17);
        case "loop" -> loop();
        case "deadlock" -> deadlock();
        case "sleep" -> Thread.sleep(3_600_000);
        case "heap" -> fillTheHeap();
        case "native-memory" -> fillTheMemory();
        case "crash" ->
            unsafe()
                .getClass()
                .getMethod("putLong", long.class, long.class)
                .invoke(unsafe(), 8L, 1L);
        case "fork" -> fork();
        case "print" -> printForEver();
        case "line" -> endlessLine();
        case "forge" -> forge();
        case "disk" -> fillTheDisk(Path.of("out"));
        case "temporary" -> fillTheDisk(Path.of(System.getProperty("java.io.tmpdir")));
        case "symlink" ->
            Files.createSymbolicLink(Path.of("out", "images.npz"), Path.of("elsewhere"));
        case "connect" -> connect(target);
        case "escape", "outside" -> escape(target);
        case "leave" -> leave(target);
        case "spy" -> spy(target);
        default -> {}
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int overflow(int depth) {
    return depth < 0 ? 0 : overflow(depth + 1) + 1;
  }

  private static void loop() {
    long steps = 0;
    while (steps >= 0) {
      steps = (steps + 1) & Long.MAX_VALUE;
    }
  }

  private static void deadlock() throws InterruptedException {
    Object mine = new Object();
    Object theirs = new Object();
    Thread other =
        new Thread(
            () -> {
              synchronized (theirs) {
                pause();
                synchronized (mine) {
                  pause();
                }
              }
            });
    other.setDaemon(true);
    synchronized (mine) {
      other.start();
      Thread.sleep(200);
      synchronized (theirs) {
        other.join();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fillTheHeap() {
    List<byte[]> hoard = new ArrayList<>();
    while (true) {
      hoard.add(new byte[8 * MIB]);
      hoard.get(0)[0]++;
    }
  }

  private static Object unsafe() throws ReflectiveOperationException {
    Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
    field.setAccessible(true);
    return field.get(null);
  }

  /** Memory that no limit on the heap sees. */
  private static void fillTheMemory() throws ReflectiveOperationException {
    Object unsafe = unsafe();
    var allocate = unsafe.getClass().getMethod("allocateMemory", long.class);
    var fill = unsafe.getClass().getMethod("setMemory", long.class, long.class, byte.class);
    while (true) {
      fill.invoke(unsafe, allocate.invoke(unsafe, 16L * MIB), 16L * MIB, (byte) 1);
    }
  }

  /** Each process starts two others, eight times over. */
  private static void fork() throws IOException, InterruptedException {
    String bomb =
        "f() { if [ $1 -gt 0 ]; then f $(($1 - 1)) & f $(($1 - 1)) & fi; sleep 600; }; f 8";
    new ProcessBuilder("sh", "-c", bomb).start().waitFor();
  }

  private static void printForEver() {
    String line = "x".repeat(1 << 16);
    while (!line.isEmpty()) {
      System.err.println(line);
    }
  }

  private static void endlessLine() throws IOException {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      byte[] block = new byte[MIB];
      while (block.length > 0) {
        out.write(block);
      }
    }
  }

  /** An answer that was never asked for. */
  @SuppressWarnings("resource") // Closing it would close the worker's line.
  private static void forge() throws IOException {
    new FileOutputStream(FileDescriptor.out)
        .write("{\"reply\":\"perturbed\",\"queries\":[0]}\n".getBytes(StandardCharsets.UTF_8));
  }

  private static void fillTheDisk(Path folder) throws IOException {
    byte[] block = new byte[MIB];
    for (int file = 0; file < 1 << 12; file++) {
      Files.write(folder.resolve("block-" + file), block);
    }
  }

  private static void connect(String port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 2_000);
      socket.getOutputStream().write(1);
    }
  }

  private static void escape(String file) throws IOException {
    Files.writeString(Path.of(file), "written by a plugin");
  }

  /** A thread that works on and a process that sleeps on. */
  private static void leave(String seconds) throws IOException {
    Thread thread = new Thread(Deeds::loop, "left behind");
    thread.setDaemon(true);
    thread.start();
    new ProcessBuilder("sleep", seconds).start();
  }

  /**
   * Looks for what is nobody's business and throws what it finds.
   *
   * @param places paths, separated by commas: what must not be there
   */
  static void spy(String places) throws IOException {
    List<String> found = new ArrayList<>();
    for (String place : places.split(",", -1)) {
      if (Files.exists(Path.of(place))) {
        found.add(place);
      }
    }
    for (String entry : System.getenv("CLASSPATH").split(":", -1)) {
      if (entry.contains("datasets")) {
        found.add("test labels in " + entry);
      }
    }
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(Deeds::isTheHarness)
          .forEach(path -> found.add("the harness: " + path));
    }
    System.getenv().keySet().stream()
        .filter(name -> name.contains("SECRET") || name.contains("TOKEN"))
        .forEach(name -> found.add("variable " + name));
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      descriptors
          .map(Deeds::target)
          .filter(file -> file.matches("/(?!desk/out/).*\\.(log|json|txt|npz)"))
          .forEach(file -> found.add("descriptor " + file));
    }
    if (!found.isEmpty()) {
      throw new IllegalStateException("found " + found);
    }
  }

  private static boolean isTheHarness(Path process) {
    try {
      String command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return command.contains("java") && !command.contains("WorkerMain");
    } catch (IOException e) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
