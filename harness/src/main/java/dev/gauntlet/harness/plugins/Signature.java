package dev.gauntlet.harness.plugins;

import dev.gauntlet.harness.plugins.TrustedKeys.TrustedKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a jar is signed, as {@code jarsigner} does it, with one trusted key: every entry, but for
 * the signature itself.
 *
 * <p>Only the key of the signer counts. The certificates that a signature brings along say nothing:
 * whoever signs chooses them.
 */
final class Signature {
  private static final Pattern FILE =
      Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");

  /** Of the manifest and of each file of the signature: three lines for each of 65,535 entries. */
  static final int MOST_BYTES = 16 << 20;

  private final Path jar;
  private final Path source;
  private final Set<TrustedKey> common;
  private final Set<String> signers = new LinkedHashSet<>();
  private int signed;
  private Optional<String> unsigned = Optional.empty();

  private Signature(Path jar, Path source, TrustedKeys trusted) {
    this.jar = jar;
    this.source = source;
    this.common = new LinkedHashSet<>(trusted.keys());
  }

  /**
   * Checks a jar.
   *
   * @param source what messages call it
   * @return whose key it is signed with
   * @throws PluginException if it is not signed, in part only, by nobody trusted, or with a
   *     certificate that is not valid now, or was changed since
   * @throws IOException if it cannot be read
   */
  static String check(Path jar, Path source, TrustedKeys trusted) throws IOException {
    Signature signature = new Signature(jar, source, trusted);
    signature.checkSizes();
    try {
      signature.read();
    } catch (SecurityException e) {
      throw signature.refused("it was changed after it was signed (" + e.getMessage() + ")", e);
    }
    return signature.owner();
  }

  /** Java reads these into memory, however long they really are. */
  private void checkSizes() throws IOException {
    try (Archive archive = Archive.open(jar)) {
      for (String name : archive.names()) {
        if (isPart(name)) {
          archive.bytes(name, MOST_BYTES);
        }
      }
    }
  }

  private static boolean isPart(String name) {
    return FILE.matcher(name.toUpperCase(Locale.ROOT)).matches();
  }

  private void read() throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), true)) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (!entry.isDirectory() && !isPart(entry.getName())) {
          try (InputStream in = file.getInputStream(entry)) {
            // Signers are known only of what was read to its end.
            new DeclaredBytes(in, entry.getName(), entry.getSize())
                .transferTo(OutputStream.nullOutputStream());
          }
          note(entry);
        }
      }
    }
  }

  private void note(JarEntry entry) {
    CodeSigner[] codeSigners = entry.getCodeSigners();
    if (codeSigners == null) {
      unsigned = unsigned.or(() -> Optional.of(entry.getName()));
      return;
    }
    signed++;
    List<X509Certificate> certificates =
        Stream.of(codeSigners)
            .map(signer -> signer.getSignerCertPath().getCertificates().get(0))
            .map(X509Certificate.class::cast)
            .toList();
    common.removeIf(
        trusted ->
            certificates.stream().map(Certificate::getPublicKey).noneMatch(trusted.key()::equals));
    certificates.forEach(
        certificate -> signers.add(certificate.getSubjectX500Principal().getName()));
  }

  private String owner() {
    if (signed == 0) {
      throw refused("it is not signed, or with an algorithm that is no longer safe", null);
    }
    if (unsigned.isPresent()) {
      throw refused("it is signed in part only: its entry " + unsigned.get() + " is not", null);
    }
    if (common.isEmpty()) {
      throw refused(
          "no key of the suite's 'trusted-keys' has signed all of it; its signers are "
              + String.join(" and ", signers),
          null);
    }
    CertificateException refusal = null;
    for (TrustedKey trusted : common) {
      try {
        trusted.certificate().checkValidity();
        return trusted.owner();
      } catch (CertificateException e) {
        refusal = e;
      }
    }
    TrustedKey trusted = common.iterator().next();
    Instant begin = trusted.certificate().getNotBefore().toInstant();
    Instant end = trusted.certificate().getNotAfter().toInstant();
    throw refused(
        "it is signed by %s, whose certificate %s is valid from %s to %s only"
            .formatted(trusted.owner(), trusted.file(), begin, end),
        refusal);
  }

  private PluginException refused(String problem, Exception cause) {
    return new PluginException(
        "%s may not take part: %s; have it signed again (suites/README.md says how), or remove it from the plugins folder"
            .formatted(source, problem),
        cause);
  }
}
