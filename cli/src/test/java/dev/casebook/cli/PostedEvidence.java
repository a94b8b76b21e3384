package dev.casebook.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What somebody posted of one incident, laid out as evidence in a folder of its own, and what
/// Casebook says of it.
///
/// @param together whether each file and folder is a source of its own, looked at together
record PostedEvidence(Path folder, boolean together) {

  private static final Pattern FOUND =
      Pattern.compile(
          "\\{\"note\":\"([^\"]+)\"[^{}]*\"outcome\":\"found\",\"severity\":\"[^\"]*\",\"subject\":\"([^\"]*)\"");

  PostedEvidence(Path folder) {
    this(folder, false);
  }

  PostedEvidence with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  PostedEvidence with(String path, byte[] bytes) {
    try {
      var file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PostedEvidence without(String path) {
    try {
      Files.delete(folder.resolve(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All that lies with a note, such as `vpn/pppd-pid-overflow/fires/seed`, where that holds the
  /// post word by word.
  PostedEvidence like(String evidence) {
    return copied(evidence, bytes -> bytes);
  }

  /// @param change to the same incident elsewhere
  PostedEvidence like(String evidence, UnaryOperator<String> change) {
    return copied(
        evidence,
        bytes ->
            change
                .apply(new String(bytes, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
  }

  private PostedEvidence copied(String evidence, UnaryOperator<byte[]> change) {
    var from = Launch.ROOT.resolve("notes").resolve(evidence);
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        with(from.relativize(file).toString(), change.apply(Files.readAllBytes(file)));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The report of one note on one line, with its walk and with what it lacked.
  String said(String note) {
    return words(diagnose("--note", note, "--verbose"));
  }

  /// How far a runbook has come, on one line.
  String walked(String runbook) {
    return words(Launch.of("notes", "walk", runbook, folder.toString()));
  }

  private Launch diagnose(String... options) {
    var line = new ArrayList<>(List.of("diagnose"));
    line.addAll(List.of(options));
    if (together) {
      line.add("--together");
      line.addAll(sources());
    } else {
      line.add(folder.toString());
    }
    return Launch.of(line.toArray(String[]::new));
  }

  private List<String> sources() {
    try (var sources = Files.list(folder)) {
      return sources.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(Launch launch) {
    return (launch.output() + launch.errors()).replaceAll("\\s+", " ");
  }

  /// What all notes find: a note's id and a subject, in order.
  List<String> found() {
    var found = new TreeSet<String>();
    FOUND
        .matcher(diagnose("--json").output())
        .results()
        .forEach(match -> found.add((match.group(1) + " " + match.group(2)).strip()));
    return List.copyOf(found);
  }
}
