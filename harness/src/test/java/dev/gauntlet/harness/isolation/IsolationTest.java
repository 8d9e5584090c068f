package dev.gauntlet.harness.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.harness.suite.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationTest {
  private static final Limits LIMITS = new Limits(1, 1, 1 << 20, 3L << 30, 5 << 20, 7);

  @TempDir private Path folder;

  @Test
  void dockerIsToldEverythingThatAContainerMustNotDo() {
    Confined confined =
        new Docker(Path.of("/usr/bin/docker"), "gauntlet", "1000:100")
            .confine(enclosure(false), "gauntlet-1");
    String command = String.join(" ", confined.command());
    assertThat(command)
        .startsWith("/usr/bin/docker run --rm --interactive --init --name gauntlet-1")
        .contains(
            " --network none ",
            " --read-only ",
            " --user 1000:100 ",
            " --cap-drop ALL ",
            " --security-opt no-new-privileges ",
            " --pids-limit 263 ",
            " --memory 3221225472 --memory-swap 3221225472 ",
            " --ulimit fsize=5242880 ",
            " --tmpfs /tmp:rw,exec,nosuid,nodev,size=5242880 ",
            " --mount type=bind,source=/lib/a.jar,target=/lib/a.jar,readonly ",
            " --mount type=bind,source=/home/x/desk/in,target=/desk/in,readonly ",
            " --mount type=bind,source=/home/x/desk/out,target=/desk/out ",
            " --workdir /desk ",
            " --env CLASSPATH ")
        .doesNotContain("--env PATH", "--gpus", "/opt/jdk")
        .endsWith(" --entrypoint java gauntlet -Xmx1 Main");
    assertThat(confined.ending()).containsExactly("/usr/bin/docker", "rm", "--force", "gauntlet-1");
  }

  @Test
  void dockerGivesGpusWhereTheyAreNeeded() {
    Docker docker = new Docker(Path.of("docker"), "gauntlet", "0:0");
    assertThat(docker.confine(enclosure(true)).command()).containsSequence("--gpus", "all");
    assertThat(docker.confine(enclosure(true)).command().get(6))
        .isNotEqualTo(docker.confine(enclosure(true)).command().get(6));
  }

  @Test
  void dockerCannotMountAPathWithAComma() {
    Enclosure comma =
        new Enclosure(
            Path.of("/opt/jdk"),
            List.of(),
            Set.of(),
            Path.of("/desk"),
            List.of(Path.of("/a,b.jar")),
            false,
            LIMITS);
    assertThatThrownBy(() -> new Docker(Path.of("docker"), "gauntlet", "0:0").confine(comma))
        .isInstanceOf(IsolationException.class)
        .hasMessageContaining("/a,b.jar")
        .hasMessageContaining("comma");
  }

  @Test
  void bubblewrapShowsWhatTheEnclosureNamesAndNoMore() {
    List<String> command =
        new Bubblewrap(Path.of("/usr/bin/bwrap"), false).confine(enclosure(false)).command();
    assertThat(command)
        .startsWith("/usr/bin/bwrap", "--unshare-all", "--unshare-user", "--disable-userns")
        .containsSequence("--cap-drop", "ALL")
        .containsSequence("--size", "5242880", "--tmpfs", "/tmp")
        .containsSequence("--ro-bind", "/lib/a.jar", "/lib/a.jar")
        .containsSequence("--ro-bind", "/opt/jdk", "/opt/jdk")
        .containsSequence("--ro-bind", "/home/x/desk/in", "/desk/in")
        .containsSequence("--bind", "/home/x/desk/out", "/desk/out")
        .containsSubsequence("--tmpfs", "/usr/local", "--ro-bind", "/opt/jdk", "--remount-ro", "/")
        .contains("--new-session", "--die-with-parent")
        .endsWith("--", "/opt/jdk/bin/java", "-Xmx1", "Main")
        .doesNotContainSequence("--ro-bind", "/")
        .doesNotContain("--share-net", "--dev-bind", "/etc", "/home", "/root", "/var");
    assertThat(command.stream().filter("--bind"::equals)).hasSize(1);
  }

  @Test
  void noneRunsTheCommandAsItIs() {
    assertThat(new Unconfined().confine(enclosure(false)).command())
        .containsExactly("/opt/jdk/bin/java", "-Xmx1", "Main");
  }

  @Test
  void autoTakesNoneWhereBubblewrapIsMissing() {
    IsolationChoice nothing = new IsolationChoice(Map.of("PATH", folder.toString()));
    assertThat(nothing.of("auto")).isEqualTo(new Unconfined());
    assertThatThrownBy(() -> nothing.of("bwrap"))
        .isInstanceOf(IsolationException.class)
        .hasMessage("--isolation bwrap: not found; install the package bubblewrap");
    assertThatThrownBy(() -> nothing.of("docker")).hasMessageContaining("install Docker");
    assertThatThrownBy(() -> nothing.of("bwarp"))
        .hasMessageContaining("unknown isolation 'bwarp'; did you mean 'bwrap'?");
  }

  @Test
  void whyBubblewrapDoesNotWorkIsSaid() throws IOException {
    program("bwrap", "echo 'bwrap: No permissions to create new namespace' >&2; exit 1");
    IsolationChoice forbidden = new IsolationChoice(Map.of("PATH", folder.toString()));
    assertThat(forbidden.bubblewrap().isolation()).isEmpty();
    assertThat(forbidden.of("auto")).isEqualTo(new Unconfined());
    assertThatThrownBy(() -> forbidden.of("bwrap"))
        .hasMessageContaining("No permissions to create new namespace")
        .hasMessageContaining("unprivileged user namespaces");
  }

  @Test
  void anOlderBubblewrapMayNestNamespaces() throws IOException {
    program(
        "bwrap",
        "case \"$*\" in --version) echo bubblewrap 0.6.1;; *disable-userns*) exit 1;; esac");
    Candidate older = new IsolationChoice(Map.of("PATH", folder.toString())).bubblewrap();
    assertThat(older.finding()).isEqualTo("0.6.1");
    assertThat(older.isolation()).contains(new Bubblewrap(folder.resolve("bwrap"), true));
  }

  @Test
  void dockerIsTriedWithTheImageOfTheEnvironment() throws IOException {
    program(
        "docker",
        "case \"$*\" in --version) echo Docker version 27.1.0, build 1;;"
            + " *--network*none*java*mine*) ;; *) echo no such image >&2; exit 125;; esac");
    Map<String, String> environment =
        Map.of("PATH", folder.toString(), IsolationChoice.IMAGE, "mine");
    Candidate docker = new IsolationChoice(environment).docker();
    assertThat(docker.finding()).isEqualTo("27.1.0");
    assertThat(docker.isolation())
        .hasValueSatisfying(found -> assertThat(((Docker) found).user()).matches("\\d+:\\d+"));
    assertThatThrownBy(() -> new IsolationChoice(Map.of("PATH", folder.toString())).of("docker"))
        .hasMessageContaining("cannot start the image 'gauntlet' (no such image)");
  }

  private static Enclosure enclosure(boolean gpu) {
    return new Enclosure(
        Path.of("/opt/jdk"),
        List.of("-Xmx1", "Main"),
        Set.of("CLASSPATH", "PATH", "HOME"),
        Path.of("/home/x/desk"),
        List.of(Path.of("/lib/a.jar")),
        gpu,
        LIMITS);
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
