package dev.gauntlet.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.Assumptions;

/** A team's key, as the JDK's own {@code keytool} makes it, to sign jars with. */
public final class TeamKey {
  private static final Path TOOLS = Path.of(System.getProperty("java.home"), "bin");
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final String name;

  private TeamKey(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** Skips the tests, and says so, where the JDK lacks its tools. */
  public static void assumeTools() {
    for (String tool : List.of("keytool", "jarsigner")) {
      if (!Files.isExecutable(TOOLS.resolve(tool))) {
        // Build logs show what is printed, not why a test was skipped.
        System.err.println("SKIPPED: no " + tool + " in " + TOOLS + ", so no jar was signed");
        Assumptions.abort("no " + tool + " in " + TOOLS);
      }
    }
  }

  /**
   * Makes a key and a certificate that is valid for a month.
   *
   * @param options that replace the certificate's validity
   */
  public static TeamKey make(Path folder, String name, String owner, String... options)
      throws Exception {
    TeamKey key = new TeamKey(folder, name);
    List<String> make = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", owner));
    make.addAll(options.length == 0 ? List.of("-validity", "30") : List.of(options));
    make.addAll(List.of("-alias", name, "-keypass", PASSWORD));
    key.run("keytool", make);
    byte[] certificate = key.entry().getCertificate().getEncoded();
    Files.writeString(
        key.certificate(),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n");
    return key;
  }

  /** The certificate's file, in PEM. */
  public Path certificate() {
    return folder.resolve(name + ".pem");
  }

  /** Writes the certificate and signs a jar as a team does, with the JDK's tools. */
  public void signWithTheTools(Path jar) throws IOException, InterruptedException {
    run(
        "keytool",
        List.of("-exportcert", "-rfc", "-file", certificate().toString(), "-alias", name));
    run("jarsigner", List.of(jar.toString(), name));
  }

  /**
   * Signs a jar within this process, which is faster.
   *
   * @param signer names the files of the signature
   */
  public void sign(Path jar, String signer) throws Exception {
    Path signed = jar.resolveSibling("signed");
    try (ZipFile in = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(signed)) {
      new JarSigner.Builder(entry()).signerName(signer).build().sign(in, out);
    }
    Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private PrivateKeyEntry entry() throws Exception {
    KeyStore store = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
    return (PrivateKeyEntry) store.getEntry(name, new PasswordProtection(PASSWORD.toCharArray()));
  }

  private Path store() {
    return folder.resolve("keys.p12");
  }

  private void run(String tool, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(TOOLS.resolve(tool).toString()));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-keystore", store().toString(), "-storepass", PASSWORD));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + output);
    }
  }
}
