package dev.casebook.wings.pki.journal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change as the journal keeps it.
///
/// @param made when, as ISO 8601 writes it
/// @param undoes the change that it takes back; empty if it is a new one
public record Entry(
    String id, String made, String who, String why, String what, String undoes, List<Moved> files) {

  public Entry {
    files = List.copyOf(files);
  }

  /// A file before and after; empty where there is none.
  record Moved(Path path, Optional<FileState> before, Optional<FileState> after) {

    /// Files of the authority's folder stay its own where that is moved or copied.
    private String text(Path root) {
      return "file %s %s %s"
          .formatted(
              before.map(FileState::text).orElse("-"),
              after.map(FileState::text).orElse("-"),
              URLEncoder.encode(
                  (path.startsWith(root) ? root.relativize(path) : path).toString(),
                  StandardCharsets.UTF_8));
    }

    private static Moved parse(String rest, Path root) {
      var parts = rest.split(" ", 3);
      return new Moved(
          root.resolve(URLDecoder.decode(parts[2], StandardCharsets.UTF_8)),
          FileState.parse(parts[0]),
          FileState.parse(parts[1]));
    }
  }

  public List<Path> paths() {
    return files.stream().map(Moved::path).toList();
  }

  String text(Path root) {
    var text = new StringBuilder();
    text.append("made ").append(line(made)).append("\nwho ").append(line(who));
    text.append("\nwhy ").append(line(why)).append("\nwhat ").append(line(what));
    text.append("\nundoes ").append(line(undoes)).append('\n');
    files.forEach(file -> text.append(file.text(root)).append('\n'));
    return text.toString();
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  static Entry parse(String id, String text, Path root) {
    Map<String, String> words = new HashMap<>();
    var files = new ArrayList<Moved>();
    for (var line : text.lines().toList()) {
      var parts = line.split(" ", 2);
      var rest = parts.length > 1 ? parts[1] : "";
      if (parts[0].equals("file")) {
        files.add(Moved.parse(rest, root));
      } else {
        words.put(parts[0], rest);
      }
    }
    return new Entry(
        id,
        words.getOrDefault("made", ""),
        words.getOrDefault("who", ""),
        words.getOrDefault("why", ""),
        words.getOrDefault("what", ""),
        words.getOrDefault("undoes", ""),
        files);
  }
}
