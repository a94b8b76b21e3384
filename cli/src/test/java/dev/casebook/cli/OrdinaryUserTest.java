package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is looked at by someone who may read little of it: what root would see is missing, and says
/// so.
@Tag("integration")
class OrdinaryUserTest {

  /// `nobody` on every distribution.
  private static final String USER = "65534";

  private static final long DEADLINE_SECONDS = 60;

  @TempDir private Path folder;

  @Test
  void whatMayNotBeReadOfThisHostIsFoldedIntoOneLine() throws Exception {
    var launch = diagnose();
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.status()).as(launch.output()).isIn(0, 1);
    var denials = launch.output().lines().filter(line -> line.contains("permission denied"));
    assertThat(denials.toList())
        .singleElement()
        .asString()
        .matches(
            "this host: \\d+ paths? could not be read: permission denied \\(root may see more\\).");
  }

  /// The folder's own name tells whose logs may lie there: the kernel's are not all seen, sshd's
  /// are.
  @Test
  void aFolderOfLogsThatMayNotBeListedKeepsItsProgramFromBeingCalledHealthy() throws Exception {
    var logs = Files.createDirectories(folder.resolve("sosreport-web1/var/log"));
    Files.createDirectories(folder.resolve("sosreport-web1/sos_commands"));
    Files.writeString(logs.resolve("kern.log"), "2026-11-22T10:00:00+00:00 web1 kernel: fine\n");
    Files.writeString(logs.resolve("sshd.log"), "2026-11-22T10:00:00+00:00 web1 sshd[7]: fine\n");
    var closed = Files.createDirectory(logs.resolve("kernel"));
    permit(closed, "-wx-wx-wx");
    permit(folder, "rwxr-xr-x");
    var launch = diagnose("--verbose", folder.resolve("sosreport-web1").toString());
    permit(closed, "rwxr-xr-x");
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output().replaceAll("\\s+", " "))
        .contains(
            "could not be read: permission denied (root may see more).",
            "signal.full: var/log/kernel can't be read: may not be listed: permission denied",
            "Clear on web1: ssh-locked-by-pam-tally2, login-locked-by-faillock,"
                + " ssh-logind-timeout.");
  }

  @Test
  void aFileOfAFolderThatMayNotBeReadSaysSo() throws Exception {
    var logs = Files.createDirectories(folder.resolve("sosreport-web1/var/log"));
    Files.createDirectories(folder.resolve("sosreport-web1/sos_commands"));
    var log = logs.resolve("kern.log");
    Files.writeString(log, "2026-11-22T10:00:00+00:00 web1 kernel: fine\n");
    permit(log, "-w-------");
    permit(folder, "rwxr-xr-x");
    var launch = diagnose("--verbose", folder.resolve("sosreport-web1").toString());
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output().replaceAll("\\s+", " "))
        .contains(
            "1 path could not be read: permission denied (root may see more).",
            "var/log/kern.log can't be read: permission denied");
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private Launch diagnose(String... arguments) throws Exception {
    var output = folder.resolve("output");
    var errors = folder.resolve("errors");
    var command = command();
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("it answers in time").isTrue();
    return new Launch(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  /// The program as it stands on the class path of this test, as another user if this one is root.
  private List<String> command() throws IOException {
    var command = new ArrayList<String>();
    if (Files.getOwner(Files.createFile(folder.resolve("mine"))).getName().equals("root")) {
      command.addAll(
          List.of("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", "env", "-i"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx320m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dcasebook.home=" + readable("home", Launch.ROOT.resolve("notes"), "notes"),
            "-cp",
            classPath(),
            Main.class.getName(),
            "diagnose"));
    return command;
  }

  /// Copies of all that the class path names, where everyone may read them.
  private String classPath() throws IOException {
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var copies = new ArrayList<String>();
    for (var entry : path.split(File.pathSeparator)) {
      if (Files.exists(Path.of(entry))) {
        var from = Path.of(entry);
        copies.add(
            readable("c" + copies.size(), from, from.getFileName().toString())
                + "/"
                + from.getFileName());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  /// A folder with a copy of a file or tree under a name.
  private Path readable(String copy, Path from, String name) throws IOException {
    permit(folder, "rwxr-xr-x");
    var home = Files.createDirectory(folder.resolve(copy));
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to(file));
            return FileVisitResult.CONTINUE;
          }

          private Path to(Path file) {
            return home.resolve(name).resolve(from.relativize(file).toString());
          }
        });
    return home;
  }
}
