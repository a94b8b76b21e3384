package dev.casebook.wings.accounts.load;

import dev.casebook.tables.NearestName;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads a folder of accounts: every `*.yaml` and `*.yml` in it, hidden folders left out. A file is
/// a mapping from kinds of rows (`people`, `groups`, …) to rows by name; how rows are spread over
/// files is the reader's own choice.
public final class FolderReader {

  /// More files, deeper ones and larger ones are none of accounts.
  public static final int FILES_MAX = 20_000;

  private static final int DEPTH_MAX = 16;
  private static final long FILE_BYTES_MAX = 64L << 20;

  private FolderReader() {}

  /// @throws IOException where the folder can't be read at all
  public static Loaded read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "no folder");
    }
    var real = folder.toRealPath();
    return read(named(real, files(real)));
  }

  /// Reads files of a folder, in this order.
  public static Loaded read(List<FolderFile> files) {
    var problems = new Problems();
    var rows = new RowsByKind(problems);
    var digest = sha256();
    for (var file : files) {
      var name = file.name();
      try {
        if (file.size() > FILE_BYTES_MAX) {
          problems.add(new Place(name, 1), "larger than 64 MiB: not read");
          continue;
        }
        var text = file.text();
        digest.update((name + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8));
        read(name, text, rows, problems);
      } catch (CharacterCodingException e) {
        problems.add(new Place(name, 1), "not text in UTF-8");
      } catch (IOException e) {
        problems.add(new Place(name, 1), "can't be read: " + e.getMessage());
      }
    }
    var company = new CompanyBuilder(rows, problems).company();
    return new Loaded(
        company,
        problems.sorted(),
        problems.count(),
        problems.lost(),
        files.size(),
        HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Reads one file by itself. What its rows name may be in another file, so that is no fault.
  public static Loaded read(String file, String text) {
    var problems = new Problems();
    var rows = new RowsByKind(problems);
    read(file, text, rows, problems);
    var company = new CompanyBuilder(rows, problems).rowsAlone();
    var digest = sha256().digest((file + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8));
    return new Loaded(
        company,
        problems.sorted(),
        problems.count(),
        problems.lost(),
        1,
        HexFormat.of().formatHex(digest));
  }

  /// @param folder no link: those are not followed
  static List<Path> files(Path folder) throws IOException {
    try (var all = Files.walk(folder, DEPTH_MAX)) {
      return all.filter(file -> FolderFile.isWanted(folder.relativize(file).toString()))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .limit(FILES_MAX)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private static List<FolderFile> named(Path folder, List<Path> paths) throws IOException {
    var files = new ArrayList<FolderFile>();
    for (var path : paths) {
      files.add(
          new FolderFile(
              folder.relativize(path).toString(),
              Files.size(path),
              () -> Files.readAllBytes(path)));
    }
    return files;
  }

  private static void read(String file, String text, RowsByKind rows, Problems problems) {
    for (var document : Yaml.documents(file, text, problems)) {
      switch (document) {
        case MappingNode mapping -> kinds(file, mapping, rows, problems);
        case ScalarNode scalar when scalar.getValue().isEmpty() -> {
          // only comments
        }
        default ->
            problems.add(
                Yaml.place(file, document),
                "is not a mapping of kinds of rows (people, groups, …)");
      }
    }
  }

  private static void kinds(String file, MappingNode mapping, RowsByKind rows, Problems problems) {
    for (var tuple : mapping.getValue()) {
      var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      var kind = Kind.of(key);
      if (kind.isPresent()) {
        rows.add(kind.get(), file, tuple.getKeyNode(), tuple.getValueNode());
      } else {
        problems.add(Yaml.place(file, tuple.getKeyNode()), unknown(key));
      }
    }
  }

  private static String unknown(String key) {
    var known = Arrays.stream(Kind.values()).map(Kind::key).toList();
    var nearest = NearestName.of(key, known);
    return "no kind of rows is called "
        + key
        + nearest
            .map(name -> "; is " + name + " meant?")
            .orElse(known.stream().collect(Collectors.joining(", ", " (known are ", ")")));
  }
}
