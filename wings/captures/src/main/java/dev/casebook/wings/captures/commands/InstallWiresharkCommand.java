package dev.casebook.wings.captures.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.hosts.Host;
import dev.casebook.hosts.ThisHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook capture install-wireshark`: a plugin from now on.
@Command(
    name = "install-wireshark",
    description =
        "Make Casebook an interface of Wireshark and tshark: a small script in the folder of their"
            + " extcap plugins.",
    footer = {
      "",
      "The folder is the user's own, as tshark -G folders tells it.",
      "",
      "Examples:",
      "  casebook capture install-wireshark",
      "  casebook capture install-wireshark --to ~/.local/lib/wireshark/extcap",
      "  tshark -i casebook -o extcap.casebook.extcaphosts:ssh://web1"
    })
final class InstallWiresharkCommand implements Callable<Integer> {

  private static final Pattern FOLDER = Pattern.compile("Personal Extcap path:\\s+(/.*)");

  private static final Pattern CONFIGURATION = Pattern.compile("Personal configuration:\\s+(/.*)");

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final int OUTPUT_MAX = 1 << 20;

  private final Console console;

  @Option(names = "--to", paramLabel = "FOLDER", description = "Another folder of plugins.")
  private @Nullable Path to;

  InstallWiresharkCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var folder = to == null ? told() : to;
    var script = folder.resolve("casebook");
    var text =
        "#!/bin/sh\n# Casebook as a plugin of Wireshark; made by casebook capture install-wireshark.\n"
            + "exec %s capture \"$@\"\n"
                .formatted(
                    Host.quoted(console.home().toAbsolutePath().resolve("casebook").toString()));
    try {
      Files.createDirectories(folder);
      var part =
          Files.createTempFile(
              folder,
              ".casebook",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      Files.writeString(part, text);
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(part, script, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError(
          folder + ": " + Reason.of(e) + "; run it by sudo, or name another folder with --to");
    }
    console.print("wrote " + script + "\nWireshark and tshark have an interface casebook now.\n");
    return 0;
  }

  /// Before 4.2 it has no name there, and lies among the user's settings.
  private static Path told() throws UserError {
    var output = new ByteArrayOutputStream();
    try {
      new ThisHost().run(List.of("tshark", "-G", "folders"), DEADLINE, OUTPUT_MAX, output);
    } catch (IOException e) {
      throw new UserError("tshark -G folders: " + e.getMessage());
    }
    var text = output.toString(StandardCharsets.UTF_8);
    var folder = FOLDER.matcher(text);
    if (folder.find()) {
      return Path.of(folder.group(1));
    }
    var configuration = CONFIGURATION.matcher(text);
    if (configuration.find()) {
      return Path.of(configuration.group(1), "extcap");
    }
    throw new UserError(
        "tshark -G folders names no folder of the user's plugins; install tshark, or name the"
            + " folder with --to");
  }
}
