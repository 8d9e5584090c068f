package dev.gauntlet.harness.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.TeamKey;
import dev.gauntlet.harness.testplugins.GradientStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars signed with keys that the JDK's own tools made. */
class SignatureTest {
  private static final String TEAM_A = "CN=Team A, O=\"Attacks, Inc.\"";
  private static final String CLASS =
      GradientStep.class.getName().replace('.', '/').concat(".class");

  @TempDir private static Path keys;

  @TempDir private Path folder;

  private Path jar;

  private static TeamKey teamA;
  private static TeamKey teamB;
  private static TeamKey late;

  @BeforeAll
  static void makeKeys() throws Exception {
    TeamKey.assumeTools();
    teamA = TeamKey.make(keys, "team-a", TEAM_A);
    teamB = TeamKey.make(keys, "team-b", "CN=Team B");
    late = TeamKey.make(keys, "late", "CN=Late", "-startdate", "-3d", "-validity", "1");
  }

  @BeforeEach
  void writeJar() throws IOException {
    jar = folder.resolve("step.jar");
    PluginJarMaker.plugin("step").extension(GradientStep.class).write(jar);
  }

  @Test
  void aJarThatTheToolsSignedIsTakenWithItsSigner() throws Exception {
    teamA.signWithTheTools(jar);

    assertThat(read(teamB, teamA).get(0).signedBy()).hasValue("CN=Team A,O=Attacks\\, Inc.");
  }

  @Test
  void aJarIsNeitherCheckedNorCalledSignedWhereNoKeyIsTrusted() throws Exception {
    teamA.sign(jar, "SIGNER");

    assertThat(PluginJars.in(List.of(new PluginFolder(folder, false))).get(0).signedBy()).isEmpty();
    assertThat(new PluginFolder(folder, true).trusting(trusted(teamA)).keys()).isEmpty();
  }

  @Test
  void aJarThatIsNotSignedIsRefused() {
    refused("it is not signed", teamA);
  }

  @Test
  void aJarWithoutTheFilesOfItsSignatureIsRefused() throws Exception {
    teamA.sign(jar, "SIGNER");
    change(entries -> entries.keySet().removeIf(name -> name.endsWith(".SF")));

    refused("it is not signed", teamA);
  }

  @Test
  void aJarThatIsSignedInPartIsRefused() throws Exception {
    teamA.sign(jar, "SIGNER");
    change(entries -> entries.put("Extra.class", new byte[] {1}));

    refused("it is signed in part only: its entry Extra.class is not", teamA);
  }

  @Test
  void aClassThatWasChangedIsRefused() throws Exception {
    teamA.sign(jar, "SIGNER");
    change(entries -> entries.get(CLASS)[20]++);

    refused("it was changed after it was signed (", teamA);
  }

  @Test
  void aManifestThatWasChangedIsRefused() throws Exception {
    teamA.sign(jar, "SIGNER");
    change(
        entries ->
            entries.compute(
                "META-INF/MANIFEST.MF",
                (name, content) ->
                    new String(content, StandardCharsets.UTF_8)
                        .replace("Plugin-Id: step", "Plugin-Id: pets")
                        .getBytes(StandardCharsets.UTF_8)));

    refused("it was changed after it was signed (", teamA);
  }

  @Test
  void aSignatureThatWasChangedIsRefused() throws Exception {
    teamA.sign(jar, "SIGNER");
    change(
        entries ->
            entries.compute(
                "META-INF/SIGNER.SF",
                (name, content) ->
                    (new String(content, StandardCharsets.UTF_8) + "Name: x\n\n")
                        .getBytes(StandardCharsets.UTF_8)));

    refused("it was changed after it was signed (", teamA);
  }

  @Test
  void aJarThatAStrangerSignedIsRefused() throws Exception {
    teamB.sign(jar, "SIGNER");

    refused(
        "no key of the suite's 'trusted-keys' has signed all of it; its signers are CN=Team B",
        teamA);
  }

  @Test
  void aStrangerWithTheSameNameIsAStranger() throws Exception {
    TeamKey.make(keys, "false-a", TEAM_A).sign(jar, "SIGNER");

    refused("no key of the suite's 'trusted-keys' has signed all of it", teamA);
  }

  @Test
  void whatAnotherTeamAddsIsNotTheFirstTeams() throws Exception {
    teamA.sign(jar, "SIGNER");
    change(entries -> entries.put("Extra.class", new byte[] {1}));
    teamB.sign(jar, "OTHER");

    refused("no key of the suite's 'trusted-keys' has signed all of it", teamA);
    assertThat(read(teamA, teamB).get(0).signedBy()).hasValue("CN=Team B");
  }

  @Test
  void aCertificateThatIsNoLongerValidIsRefused() throws Exception {
    late.sign(jar, "SIGNER");

    refused(
        "it is signed by CN=Late, whose certificate " + late.certificate() + " is valid from ",
        late);
  }

  @Test
  void aSignatureThatUnpacksToMoreThanItDeclaresIsNotReadOn() throws Exception {
    teamA.sign(jar, "SIGNER");
    change(entries -> entries.put("META-INF/SIGNER.SF", new byte[1 << 20]));
    Files.write(
        jar, ZipBytes.of(Files.readAllBytes(jar)).declaring("META-INF/SIGNER.SF", 70_000).get());

    assertThatThrownBy(() -> read(teamA))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("its entry META-INF/SIGNER.SF is longer than the archive declares");
  }

  @Test
  void aFileMayHoldSeveralCertificates() throws Exception {
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both, Files.readString(teamA.certificate()) + Files.readString(teamB.certificate()));

    assertThat(TrustedKeys.read(List.of(both)).keys()).hasSize(2);
  }

  @Test
  void aFileWithoutACertificateIsNamed() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path text = Files.writeString(folder.resolve("text.pem"), "no key\n");

    for (Path file : List.of(empty, text)) {
      assertThatThrownBy(() -> TrustedKeys.read(List.of(file)))
          .isInstanceOf(PluginException.class)
          .hasMessage(
              "the trusted key "
                  + file
                  + " holds no X.509 certificate; export it with 'keytool -exportcert -rfc'");
    }
    assertThatThrownBy(() -> TrustedKeys.read(List.of(folder.resolve("none.pem"))))
        .hasMessage(
            "the trusted key %s is no file; correct 'trusted-keys'"
                .formatted(folder.resolve("none.pem")));
  }

  private void change(Consumer<Map<String, byte[]>> change) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    change.accept(entries);
    Files.write(jar, ZipBytes.of(entries).get());
  }

  private static TrustedKeys trusted(TeamKey... keys) {
    return TrustedKeys.read(Stream.of(keys).map(TeamKey::certificate).toList());
  }

  private List<PluginJar> read(TeamKey... trusted) {
    return PluginJars.in(List.of(new PluginFolder(folder, false, Optional.of(trusted(trusted)))));
  }

  private void refused(String problem, TeamKey... trusted) {
    assertThatThrownBy(() -> read(trusted))
        .isInstanceOf(PluginException.class)
        .hasMessageStartingWith(jar + " may not take part: " + problem)
        .hasMessageEndingWith(
            "; have it signed again (suites/README.md says how), or remove it from the plugins folder");
  }
}
