package dev.casebook.evidence;

import dev.casebook.formats.text.TabSeparated;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a bundle of Casebook's own says of itself: when it was collected, which command line each
/// output is of, and how each piece came out, so that reading it comes to what reading the host
/// came to.
///
/// It is text, one fact a line, with tabs between; a tab, a line break and a backslash in a value
/// are written `\\t`, `\\n` and `\\\\`. The first word of a line tells what it is:
///
/// | line | says |
/// | --- | --- |
/// | `casebook-bundle 1` | the form |
/// | `version TEXT` | of the Casebook that collected |
/// | `captured TIME` | when, in ISO 8601 (UTC); left out where the host's own evidence tells |
/// | `zone NAME` | of the host |
/// | `cut REASON` | why something may be missing that nobody knows of |
/// | `problem TEXT` | what could not be looked at |
/// | `file PATH SIZE MODIFIED REASON` | a file; MODIFIED in seconds, REASON empty where it is whole |
/// | `command PATH SIZE MODIFIED REASON LINE` | an output and the command line that it is of |
/// | `unread PATH REASON` | a file or folder that is not there because of REASON |
///
/// @param captured null where the host's own evidence tells
/// @param pieces by path in the bundle
record Manifest(
    @Nullable Instant captured,
    String cut,
    List<String> problems,
    Map<String, String> commands,
    Map<String, Piece> pieces) {

  /// Where it lies in the bundle.
  static final String PATH = "casebook-manifest.tsv";

  static final ArtifactName NAME = ArtifactName.file("/" + PATH);

  private static final String FORM = "casebook-bundle\t1";

  /// A bundle of a large host has some 100,000 pieces.
  private static final int LINES_MAX = 1_000_000;

  Manifest {
    problems = List.copyOf(problems);
    commands = Map.copyOf(commands);
  }

  /// How a piece came out.
  ///
  /// @param reason why its bytes are not all there, or none are; empty if they are
  /// @param unread whether there is no file of it
  record Piece(@Nullable Instant modified, String reason, boolean unread) {}

  /// What a host gave, as a manifest.
  static Manifest of(Collection.Collected collected, @Nullable Instant captured) {
    var pieces = new TreeMap<String, Piece>();
    collected
        .nodes()
        .all()
        .forEach((path, node) -> {
          switch (node) {
            case Node.File file ->
                pieces.put(
                    path,
                    new Piece(
                        file.modified(),
                        file.shortcoming() == null ? "" : file.shortcoming(),
                        false));
            case Node.Unreadable(var reason) -> pieces.put(path, new Piece(null, reason, true));
            case Node.NotKept _ -> pieces.put(path, new Piece(null, "was not kept", true));
            case Node.Link _, Node.Folder _, Node.Absent _ -> {
              // Links lie in the bundle as they are, folders come with what is in them.
            }
          }
        });
    return new Manifest(
        captured,
        collected.nodes().cut(),
        collected.nodes().problems(),
        collected.commands(),
        pieces);
  }

  /// @param version of this Casebook
  String text(String version, String zone, Map<String, Long> sizes) {
    var lines = new ArrayList<String>();
    lines.add(FORM);
    lines.add(TabSeparated.line("version", version));
    if (captured != null) {
      lines.add(TabSeparated.line("captured", captured.toString()));
    }
    if (!zone.isEmpty()) {
      lines.add(TabSeparated.line("zone", zone));
    }
    if (!cut.isEmpty()) {
      lines.add(TabSeparated.line("cut", cut));
    }
    problems.forEach(problem -> lines.add(TabSeparated.line("problem", problem)));
    pieces.forEach((path, piece) -> lines.add(line(path, piece, sizes.getOrDefault(path, 0L))));
    return String.join("\n", lines) + "\n";
  }

  private String line(String path, Piece piece, long size) {
    if (piece.unread) {
      return TabSeparated.line("unread", path, piece.reason);
    }
    var modified = piece.modified == null ? "" : Long.toString(piece.modified.getEpochSecond());
    var command = Layout.Host.commandOf(path, commands);
    return command.isEmpty()
        ? TabSeparated.line("file", path, Long.toString(size), modified, piece.reason)
        : TabSeparated.line(
            "command", path, Long.toString(size), modified, piece.reason, command.get());
  }

  /// @throws IOException if it can't be read, or is of a form that is not known
  static Manifest read(InputStream in) throws IOException {
    var commands = new HashMap<String, String>();
    var pieces = new TreeMap<String, Piece>();
    var problems = new ArrayList<String>();
    var captured = (Instant) null;
    var cut = "";
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      if (!FORM.equals(lines.readLine())) {
        throw new IOException("is no manifest of a form that this Casebook knows");
      }
      int left = LINES_MAX;
      for (var line = lines.readLine(); line != null && left > 0; line = lines.readLine(), left--) {
        var words = TabSeparated.words(line);
        switch (words.getFirst()) {
          case "captured" -> captured = instant(word(words, 1));
          case "cut" -> cut = word(words, 1);
          case "problem" -> problems.add(word(words, 1));
          case "file" -> pieces.put(word(words, 1), piece(words));
          case "command" -> {
            pieces.put(word(words, 1), piece(words));
            commands.put(Layout.Host.mangledOf(word(words, 1)), word(words, 5));
          }
          case "unread" -> pieces.put(word(words, 1), new Piece(null, word(words, 2), true));
          default -> {
            // A later Casebook may say more.
          }
        }
      }
    }
    return new Manifest(captured, cut, problems, commands, pieces);
  }

  private static String word(List<String> words, int index) {
    return index < words.size() ? words.get(index) : "";
  }

  private static Piece piece(List<String> words) {
    var seconds = word(words, 3);
    return new Piece(
        seconds.matches("-?\\d{1,11}") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : null,
        word(words, 4),
        false);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
