package dev.casebook.wings.lines.commands;

import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.wings.lines.probe.ProbeTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is probed, and how often.
final class TargetOptions {

  private static final int TARGETS_MAX = 500;
  private static final int FILE_BYTES_MAX = 1 << 20;

  @Parameters(
      arity = "0..*",
      paramLabel = "TARGET",
      description = "[NAME=]icmp:HOST, [NAME=]udp:HOST:PORT or [NAME=]tcp:HOST:PORT.")
  private List<String> texts = List.of();

  @Option(
      names = "--targets",
      paramLabel = "FILE",
      description = "A file with a target a line; # begins a remark.")
  private @Nullable Path file;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "From one probe to the next to the same target; 1 if not given.")
  double interval;

  @Option(
      names = {"-W", "--wait"},
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How long an answer may take; 2 if not given.")
  double wait;

  List<ProbeTarget> targets() throws UserError {
    Limits.within("--interval", interval, 0.01, 3600);
    Limits.within("--wait", wait, 0.01, 60);
    var targets = new ArrayList<ProbeTarget>();
    var names = new HashSet<String>();
    for (var text : all()) {
      var target =
          ProbeTarget.of(text)
              .orElseThrow(() ->
                  new UserError(
                      "\"%s\" is no target; write icmp:HOST, udp:HOST:PORT or tcp:HOST:PORT, perhaps with NAME= before it"
                          .formatted(text)));
      if (!names.add(target.name())) {
        throw new UserError("two targets are called " + target.name());
      }
      targets.add(target);
    }
    if (targets.isEmpty()) {
      throw new UserError("nothing to probe: name a TARGET, or a file by --targets");
    }
    if (targets.size() > TARGETS_MAX) {
      throw new UserError("at most " + TARGETS_MAX + " targets, not " + targets.size());
    }
    return targets;
  }

  private List<String> all() throws UserError {
    var all = new ArrayList<>(texts);
    if (file != null) {
      try {
        if (Files.size(file) > FILE_BYTES_MAX) {
          throw new UserError(file + ": is longer than a list of targets");
        }
        Files.readAllLines(file).stream()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .forEach(all::add);
      } catch (IOException e) {
        throw new UserError(file + ": " + Reason.of(e));
      }
    }
    return all;
  }

  /// As they were given, for a command line that does the same.
  List<String> words() {
    var words = new ArrayList<String>();
    if (file != null) {
      words.add("--targets");
      words.add(file.toAbsolutePath().toString());
    }
    words.add("--interval");
    words.add(plain(interval));
    words.add("--wait");
    words.add(plain(wait));
    words.addAll(texts);
    return words;
  }

  private static String plain(double number) {
    return String.valueOf(number).replaceFirst("\\.0$", "");
  }
}
