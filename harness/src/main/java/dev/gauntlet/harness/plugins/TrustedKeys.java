package dev.gauntlet.harness.plugins;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The certificates whose keys a competition trusts to sign plugins. */
public record TrustedKeys(List<TrustedKey> keys) {
  private static final int MOST_BYTES = 1 << 20;

  /**
   * One of them.
   *
   * @param file it was read from
   */
  record TrustedKey(X509Certificate certificate, Path file) {
    PublicKey key() {
      return certificate.getPublicKey();
    }

    /** The subject of the certificate, such as {@code CN=Team A}. */
    String owner() {
      return certificate.getSubjectX500Principal().getName();
    }
  }

  public TrustedKeys {
    keys = List.copyOf(keys);
  }

  /**
   * Reads certificates; a file may hold several.
   *
   * @param files X.509 certificates, in PEM as {@code keytool -exportcert -rfc} writes them, or DER
   * @throws PluginException if a file cannot be read or holds no certificate
   */
  public static TrustedKeys read(List<Path> files) {
    List<TrustedKey> keys = new ArrayList<>();
    for (Path file : files) {
      for (Certificate certificate : certificates(file)) {
        keys.add(new TrustedKey((X509Certificate) certificate, file));
      }
    }
    return new TrustedKeys(keys);
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    Exception cause = null;
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(content(file));
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException e) {
      cause = e;
    }
    throw new PluginException(
        "the trusted key "
            + file
            + " holds no X.509 certificate; export it with 'keytool -exportcert -rfc'",
        cause);
  }

  private static InputStream content(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new PluginException("the trusted key " + file + " is no file; correct 'trusted-keys'");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new ByteArrayInputStream(in.readNBytes(MOST_BYTES));
    } catch (IOException e) {
      throw new PluginException("cannot read the trusted key " + file + ": " + e.getMessage(), e);
    }
  }
}
