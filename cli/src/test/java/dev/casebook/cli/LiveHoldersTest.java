package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files, file systems and ports that real processes hold, as `casebook holders`, lsof and fuser
/// see them.
@Tag("integration")
class LiveHoldersTest {

  private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");

  /// One process for each way to hold a file; the script prints nothing and leaves them running.
  private static final String HELD =
      """
      mkdir -p "$D/dir" "$D/jail"
      for file in open lock gone; do echo some text >"$D/$file"; done
      cp /usr/bin/sleep "$D/prog"
      cp "$(ldd /usr/bin/sleep | awk '/libc.so/ { print $3 }')" "$D/lib.so"
      cp /bin/busybox "$D/jail/busybox"
      hold() { "$@" </dev/null >/dev/null 2>&1 & }
      hold sh -c "exec sleep 600 3<>$D/open"
      hold env LD_PRELOAD="$D/lib.so" sleep 600
      hold sh -c "cd $D/dir && exec sleep 600"
      hold chroot "$D/jail" /busybox sleep 600
      hold "$D/prog" 600
      hold sh -c "exec 4>>$D/lock; flock 4; exec sleep 600"
      sleep 0.5
      """;

  private static final List<String> FILES =
      List.of("open", "lib.so", "dir", "jail", "jail/busybox", "prog", "lock");

  @TempDir private Path folder;
  private Sandbox host;

  @BeforeEach
  void start() throws Exception {
    host = Sandbox.in(Files.createDirectory(folder.resolve("host")));
  }

  @AfterEach
  void end() {
    host.close();
  }

  private String folder(String name) throws Exception {
    return Files.createDirectory(folder.resolve(name)).toString();
  }

  private List<Long> ours(String... question) throws Exception {
    var line = new ArrayList<>(List.of("holders", "--json"));
    line.addAll(List.of(question));
    var launch = host.casebook(line.toArray(String[]::new));
    assertThat(launch.errors()).isEmpty();
    return PID.matcher(launch.output())
        .results()
        .map(match -> Long.valueOf(match.group(1)))
        .distinct()
        .sorted()
        .toList();
  }

  /// What a program that prints process ids says; both end with 1 where there is nothing.
  private List<Long> theirs(String script) throws Exception {
    var words = host.run(script).output().strip().split("\\s+");
    return Arrays.stream(words)
        .filter(word -> !word.isEmpty())
        .map(Long::valueOf)
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void eachWayToHoldAFileIsSeenAsLsofAndFuserSeeIt() throws Exception {
    for (var place : List.of(folder("plain"), "/var/held")) {
      host.sh("D=" + place + "\n" + HELD);
      for (var file : FILES) {
        var path = place + "/" + file;
        var ours = ours(path);
        assertThat(ours).as(path).hasSize(1);
        assertThat(theirs("lsof -t " + path)).as(path).isEqualTo(ours);
        assertThat(theirs("fuser " + path)).as(path).isEqualTo(ours);
      }
      assertThat(ours(place)).hasSize(6).isEqualTo(theirs("lsof -t +D " + place));
    }
  }

  @Test
  void itIsSaidHowEachHoldsIt() throws Exception {
    host.sh("D=/var/held\n" + HELD);
    var text = host.casebook("holders", "/var/held").output();
    assertThat(
            text.lines().map(line -> line.replaceFirst("^\\d+ +root +", "").replaceAll(" +", " ")))
        .contains(
            "sleep open 3 rw /var/held/open",
            "sleep mapped r /var/held/lib.so",
            "sleep cwd /var/held/dir",
            "busybox root /var/held/jail",
            "busybox program /var/held/jail/busybox",
            "prog program /var/held/prog",
            "sleep open 4 w, FLOCK WRITE /var/held/lock",
            "6 processes hold it.");
  }

  @Test
  void aWholeFileSystemHasTheHoldersThatFuserSees() throws Exception {
    host.sh("D=/var/held\n" + HELD);
    assertThat(ours("--mount", "/var/held")).hasSize(6).isEqualTo(theirs("fuser -m /var/held"));
  }

  /// The kernel's `maps` name a file by other numbers than stat(2) does there.
  @Test
  void aMappingOnAnOverlayOfTwoFileSystemsIsSeenThatLsofAndFuserMiss() throws Exception {
    var holder =
        host.sh(
            """
            mkdir /run/low /run/layers
            cp "$(ldd /usr/bin/sleep | awk '/libc.so/ { print $3 }')" /run/low/lib.so
            mount -t tmpfs layers /run/layers
            mkdir /run/layers/upper /run/layers/work /run/layers/merged
            mount -t overlay overlay /run/layers/merged \\
              -o lowerdir=/run/low,upperdir=/run/layers/upper,workdir=/run/layers/work
            LD_PRELOAD=/run/layers/merged/lib.so sleep 600 </dev/null >/dev/null 2>&1 &
            echo $!
            sleep 0.5
            """);
    var file = "/run/layers/merged/lib.so";
    assertThat(ours(file)).containsExactly(Long.valueOf(holder.strip()));
    assertThat(theirs("lsof -t " + file)).isEmpty();
    assertThat(theirs("fuser " + file)).isEmpty();
    assertThat(host.casebook("holders", "--mount", "/run/layers").output())
        .contains("layer", "/run/layers/merged (an overlay that has layers there)");
  }

  @Test
  void whatAnotherMountNamespaceAndTheKernelHoldIsSeenThatLsofAndFuserMiss() throws Exception {
    var image = folder("disk") + "/image";
    host.sh(
        """
        truncate -s 16M %1$s
        mkfs.ext4 -q %1$s
        mkdir /run/disk
        mount -o loop %1$s /run/disk
        mkdir /run/disk/inner
        echo text >/run/disk/inner/file
        unshare --mount --propagation private sh -c \\
          'mkdir /run/other; mount --bind /run/disk/inner /run/other; exec tail -f /run/other/file' \\
          </dev/null >/dev/null 2>&1 &
        sleep 0.5
        """
            .formatted(image));
    assertThat(ours("/run/disk/inner/file")).isEqualTo(theirs("pgrep -x tail"));
    assertThat(host.casebook("holders", "/run/disk/inner").output())
        .contains("/run/other/file", "/run/other (in mount namespace ");
    host.sh("umount /run/disk");
    var device = host.sh("losetup -n -O NAME -j " + image).strip();
    assertThat(host.casebook("holders", device).output())
        .contains("mount", "/run/disk (in mount namespace ");
    assertThat(theirs("lsof -t " + device)).isEmpty();
    assertThat(theirs("fuser " + device)).isEmpty();
    assertThat(host.casebook("holders", image).output())
        .contains("loop", "(behind " + device + ")", "The kernel holds it.");
    assertThat(theirs("lsof -t " + image)).isEmpty();
  }

  @Test
  void swapIsSeen() throws Exception {
    var swap = folder("swap") + "/file";
    host.sh(
        "dd if=/dev/zero of=%1$s bs=1M count=2 2>/dev/null; chmod 600 %1$s; mkswap %1$s; swapon %1$s"
            .formatted(swap));
    try {
      assertThat(host.casebook("holders", swap).output()).contains("swap", "(swap is on it)");
    } finally {
      host.sh("swapoff " + swap);
    }
  }

  /// Two hold one file, and a third has it mapped alone: it fills the disk once.
  @Test
  void aDeletedFileIsSummedOnceHoweverManyHoldIt() throws Exception {
    host.sh(
        """
        mount -t tmpfs disk /mnt
        dd if=/dev/zero of=/mnt/log bs=1M count=3 2>/dev/null
        truncate -s 1G /mnt/log
        for i in 1 2; do sh -c 'exec sleep 600 3</mnt/log' </dev/null >/dev/null 2>&1 & done
        cp "$(ldd /usr/bin/sleep | awk '/libc.so/ { print $3 }')" /mnt/lib.so
        LD_PRELOAD=/mnt/lib.so sleep 600 </dev/null >/dev/null 2>&1 &
        sleep 0.5
        rm /mnt/log /mnt/lib.so
        """);
    long library = Files.size(library());
    double mebibytes = 3 + (library + 4095) / 4096 * 4096 / 1024.0 / 1024;
    var launch = host.casebook("holders", "--deleted", "/mnt");
    assertThat(launch.output())
        .startsWith("%.1f MiB of /mnt in 2 deleted files\n".formatted(mebibytes));
    assertThat(ours("--deleted", "/mnt")).hasSize(3).containsAll(theirs("lsof -t +L1 /mnt"));
    assertThat(ours("/mnt/log")).hasSize(2);
  }

  private Path library() throws Exception {
    return Path.of(host.sh("ldd /usr/bin/sleep | awk '/libc.so/ { print $3 }'").strip());
  }

  @Test
  void aPortIsSeenAsFuserSeesItAndInOtherNetworkNamespacesToo() throws Exception {
    host.sh(
        """
        hold() { "$@" </dev/null >/dev/null 2>&1 & }
        hold busybox nc -l -p 8099
        hold busybox nc -ll -s ::1 -p 8099 -e cat
        hold unshare --net busybox nc -l -p 8099
        hold busybox nc -u -l -p 8099
        sleep 0.5
        """);
    var fuser = theirs("fuser -n tcp 8099");
    assertThat(fuser).isNotEmpty();
    assertThat(ours("--port", "8099/tcp")).containsAll(fuser).hasSize(fuser.size() + 1);
    assertThat(ours("--port", "8099/udp")).isEqualTo(theirs("fuser -n udp 8099"));
  }

  @Test
  void holdersAreEndedPolitelyAndThenByForceAndOneselfIsSpared() throws Exception {
    host.sh(
        """
        mkdir /mnt/held
        hold() { "$@" </dev/null >/dev/null 2>&1 & }
        hold sh -c 'exec sleep 600 3>/mnt/held/polite'
        hold sh -c 'trap "" TERM; exec 3>/mnt/held/stubborn; while :; do sleep 1 3>&-; done'
        sleep 0.5
        """);
    var dry = host.casebook("holders", "/mnt/held", "--end", "--dry-run");
    assertThat(dry.output()).contains("Nothing was done (--dry-run).");
    assertThat(ours("/mnt/held")).hasSizeGreaterThanOrEqualTo(2);
    var inFolder = List.of("sh", "-c", "cd /mnt/held && \"$@\"; exit $?", "sh");
    var launch =
        host.casebookBy(inFolder, "holders", "/mnt/held", "--end", "--yes", "--patience", "1");
    assertThat(launch.output())
        .containsPattern("Spared: \\d+ sh of root, runs this command")
        .containsPattern("\\d+ sleep of root: ended")
        .containsPattern("\\d+ sh of root: killed")
        .contains("Still held:");
    assertThat(launch.status()).isEqualTo(1);
    assertThat(ours("/mnt/held")).isEmpty();
    assertThat(host.casebook("holders", "/mnt/held").status()).isEqualTo(1);
  }

  @Test
  void holdersOnAnotherHostAreSeenAsThere() throws Exception {
    host.sh("D=/var/held\n" + HELD + "rm $D/gone; exec 3>$D/kept; rm $D/kept; sleep 600 &");
    var ssh = host.ssh(Files.createDirectory(folder.resolve("keys")));
    var there = Launch.overSsh(ssh, "holders", "--json", "/var/held", "ssh://vpn1");
    assertThat(there.status()).as(there.errors()).isZero();
    assertThat(PID.matcher(there.output()).results().map(match -> Long.valueOf(match.group(1))))
        .containsAll(ours("/var/held"));
    assertThat(Launch.overSsh(ssh, "holders", "--deleted", "/var/held", "ssh://vpn1").output())
        .contains("/var/held/kept (deleted)");
    var ending = Launch.overSsh(ssh, "holders", "--end", "--yes", "/var/held", "ssh://vpn1");
    assertThat(ending.status()).isEqualTo(2);
    assertThat(ending.errors()).contains("--end works on this host");
  }

  @Test
  void theWholeHostIsNeverEnded() throws Exception {
    for (var question : List.of(List.of("/"), List.of("--mount", "/usr"))) {
      var line = new ArrayList<>(List.of("holders", "--end", "--yes"));
      line.addAll(question);
      var launch = host.casebook(line.toArray(String[]::new));
      assertThat(launch.status()).as(launch.output()).isEqualTo(2);
      assertThat(launch.errors()).contains("the root file system is in it");
    }
  }

  @Test
  void whoMayNotLookIntoOthersIsToldWhatItTakes() throws Exception {
    host.sh("exec 3>/mnt/file; sleep 600 </dev/null >/dev/null 2>&1 & sleep 0.3");
    var blind = List.of("setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace");
    var launch = host.casebookBy(blind, "holders", "/mnt/file");
    assertThat(launch.status()).as(launch.output()).isEqualTo(2);
    assertThat(launch.errors())
        .matches(
            "casebook: \\d+ of \\d+ processes may not be looked into; with CAP_SYS_PTRACE, which"
                + " this root lacks, they would be seen\n");
  }
}
