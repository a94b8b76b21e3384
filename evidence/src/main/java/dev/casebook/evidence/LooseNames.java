package dev.casebook.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the files of a loose folder are: by their content, else by a name such as
/// `ip_-json_route.txt` or `proc-net-dev.txt`; the others are strays.
public final class LooseNames {

  /// A folder with more files than this is not a handful of loose evidence.
  private static final int FILES_MAX = 10_000;

  /// Enough to tell what a file is: a database's second page is in it.
  private static final int HEAD_BYTES = 8192;

  private final Map<String, List<FileTree.Entry>> byName = new LinkedHashMap<>();
  private final List<FileTree.Entry> strays = new ArrayList<>();

  private LooseNames() {}

  /// For a source whose layout tells every name.
  static LooseNames none() {
    return new LooseNames();
  }

  static LooseNames of(FileTree tree, Recogniser recogniser) {
    var names = new LooseNames();
    var entries = tree.matching(Glob.of("**/*"));
    if (entries.size() > FILES_MAX) {
      tree.addProblem(
          "only the first %,d of %,d files were looked at: nothing tells what they are"
              .formatted(FILES_MAX, entries.size()));
    }
    for (var entry : entries.stream().limit(FILES_MAX).toList()) {
      var content = recogniser.recognise(entry.path(), head(tree, entry));
      if (content.isPresent()) {
        names.add(content.get().text(), entry);
      } else {
        var words = words(stem(entry.path()));
        names.add(words, entry);
        if (!recogniser.isKnownName(words)) {
          names.strays.add(entry);
        }
      }
    }
    return names;
  }

  private void add(String name, FileTree.Entry entry) {
    byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry);
  }

  /// The files that stand for this name.
  List<FileTree.Entry> places(ArtifactName name) {
    var places = new ArrayList<>(byName.getOrDefault(words(name.text()), List.of()));
    byName.forEach((known, entries) -> {
      if (isPlace(known, name)) {
        places.addAll(entries);
      }
    });
    return places.stream().distinct().toList();
  }

  /// Whether a file that was recognised as the one is among those that the other stands for.
  private static boolean isPlace(String known, ArtifactName name) {
    return switch (name) {
      case ArtifactName.File file ->
          known.startsWith("/") && file.glob().matches(known.substring(1));
      case ArtifactName.Command command -> known.equals(command.line());
    };
  }

  List<FileTree.Entry> strays() {
    return List.copyOf(strays);
  }

  /// The letters and digits of a name, with one `_` between: what is left when people name a file
  /// after the command or path that it came from.
  public static String words(String name) {
    var words = new StringBuilder(name.length());
    boolean isBetween = false;
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean isOfWord = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (isOfWord && isBetween && !words.isEmpty()) {
        words.append('_');
      }
      if (isOfWord) {
        words.append(c);
      }
      isBetween = !isOfWord;
    }
    return words.toString();
  }

  private static String stem(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    return name.replaceFirst("\\.(txt|out|json|log)$", "");
  }

  private static byte[] head(FileTree tree, FileTree.Entry entry) {
    try (var in = new Decompressed(entry, tree.pathOf(entry), tree.expansions(), _ -> {}).open()) {
      return in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /// Tells what a file is by what stands in it.
  public interface Recogniser {
    /// @param path relative to the source
    /// @param head the first bytes
    Optional<ArtifactName> recognise(String path, byte[] head);

    /// Whether a file whose name has these words (see [#words]) is read for some table.
    boolean isKnownName(String words);
  }
}
