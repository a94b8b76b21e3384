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

/// This host, looked at by someone who may read little of it: what root would see is missing, and
/// one line says so.
@Tag("integration")
class OrdinaryUserTest {

  /// `nobody` on every distribution.
  private static final String USER = "65534";

  private static final long DEADLINE_SECONDS = 60;

  @TempDir private Path folder;

  @Test
  void whatMayNotBeReadIsFoldedIntoOneLine() throws Exception {
    var output = folder.resolve("output");
    var errors = folder.resolve("errors");
    var process =
        new ProcessBuilder(command())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("it answers in time").isTrue();
    assertThat(Files.readString(errors)).isEmpty();
    assertThat(process.exitValue()).as(Files.readString(output)).isIn(0, 1);
    var denials =
        Files.readString(output).lines().filter(line -> line.contains("permission denied"));
    assertThat(denials.toList())
        .singleElement()
        .asString()
        .matches(
            "this host: \\d+ paths? could not be read: permission denied \\(root sees more\\).");
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
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
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
