package dev.casebook.wings.etcd.manifests;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The objects in a text that kubectl wrote with `-o json` or `-o yaml`, or a collector in its
/// place: one object, a list of them, or several documents.
///
/// A list is taken apart before it is parsed, so that one object is in memory at a time.
public final class Manifests {

  /// Objects of any kind.
  public static final ArtifactName OBJECTS = ArtifactName.command("kubectl get*");

  /// Events alone, which collectors keep apart.
  public static final ArtifactName EVENTS = ArtifactName.command("kubectl get events*");

  /// Ten times what etcd takes as a value.
  private static final int PIECE_BYTES_MAX = 16 << 20;

  /// Lists in lists do not occur.
  private static final int NESTED_MAX = 2;

  private static final Pattern JSON_HEAD =
      Pattern.compile("\\s*\\{\\s*\"(?:kind|apiVersion|items|metadata)\"\\s*:(?s:.*)");

  private static final Pattern YAML_HEAD =
      Pattern.compile(
          "(?s)(?:---\\s*\\n|#[^\\n]*\\n)*(?:- )?(?:apiVersion|kind|items|metadata):.*");

  private Manifests() {}

  /// Whether a text that begins so holds objects. An audit log, of one JSON object a line, does
  /// not.
  public static boolean isHead(String head) {
    return (JSON_HEAD.matcher(head).matches() || YAML_HEAD.matcher(head).matches())
        && head.contains("apiVersion")
        && !head.contains("audit.k8s.io/");
  }

  /// Whether they are events.
  public static boolean isHeadOfEvents(String head) {
    return isHead(head) && head.matches("(?s).*\"?kind\"?: ?\"?Event(?:List)?\\b.*");
  }

  /// Takes what an object is and where it stands.
  public interface Taker {
    /// @param offset of the line with its name, or of its beginning
    void take(long offset, Manifest manifest);
  }

  /// An object's tree.
  ///
  /// @param kind empty if neither it nor its list tells
  /// @param bytes that it takes in the text
  public record Manifest(
      Map<?, ?> tree, String kind, String apiVersion, long bytes, String format) {}

  /// A piece of a text that is one object.
  ///
  /// @param list the kind and version of the list that it stands in; empty strings for none
  record Piece(int from, int to, Head list) {
    record Head(String kind, String apiVersion) {
      static final Head NONE = new Head("", "");
    }
  }

  /// Takes pieces as they are found.
  interface Pieces {
    void take(Piece piece);
  }

  public static void read(Text text, Rows<?> rows, Taker taker) {
    var bytes = text.bytes();
    switch (first(bytes)) {
      case '{', '[' ->
          new JsonPieces(bytes, rows).each(piece -> take(text, piece, "json", rows, taker));
      default -> {
        if (YAML_HEAD.matcher(head(bytes)).matches()) {
          YamlPieces.each(text, piece -> take(text, piece, "yaml", rows, taker));
        } else if (!head(bytes).startsWith("No resources found")) {
          rows.reject(text.lines().iterator().next(), "neither JSON nor YAML of an object");
        }
      }
    }
  }

  private static char first(byte[] bytes) {
    for (byte one : bytes) {
      if (one > ' ') {
        return (char) one;
      }
    }
    return ' ';
  }

  private static String head(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.UTF_8);
  }

  private static void take(Text text, Piece piece, String format, Rows<?> rows, Taker taker) {
    int length = piece.to() - piece.from();
    if (length > PIECE_BYTES_MAX) {
      rows.lacksRows("has an object of more than 16 MiB, which was not read");
      return;
    }
    try {
      var tree = tree(text.bytes(), piece, format);
      if (tree != null) {
        hand(text.bytes(), piece, tree, format, 0, taker);
      }
    } catch (MalformedException e) {
      rows.reject(new Line(piece.from(), "(the object here)"), "damaged: " + e.getMessage());
    }
  }

  private static @Nullable Object tree(byte[] bytes, Piece piece, String format)
      throws MalformedException {
    if (format.equals("json")) {
      return Json.read(bytes, piece.from(), piece.to(), 0, new TreeBudget());
    }
    var documents =
        YamlReader.documents(
            new String(bytes, piece.from(), piece.to() - piece.from(), StandardCharsets.UTF_8));
    return documents.isEmpty() ? null : documents.getFirst();
  }

  /// An object, or each of a list that was not taken apart.
  private static void hand(
      byte[] bytes, Piece piece, Object tree, String format, int depth, Taker taker) {
    if (tree instanceof List<?> list && depth < NESTED_MAX) {
      list.forEach(one -> {
        if (one != null) {
          hand(bytes, piece, one, format, depth + 1, taker);
        }
      });
    } else if (tree instanceof Map<?, ?> map
        && map.get("items") instanceof List<?> items
        && text(map, "kind").endsWith("List")) {
      var inside = new Piece(piece.from(), piece.to(), head(map));
      hand(bytes, inside, items, format, depth + 1, taker);
    } else if (tree instanceof Map<?, ?> map) {
      taker.take(
          NamePlace.of(bytes, piece.from(), piece.to(), map),
          new Manifest(
              map,
              known(text(map, "kind"), piece.list().kind()),
              known(text(map, "apiVersion"), piece.list().apiVersion()),
              piece.to() - piece.from(),
              format));
    }
  }

  private static Piece.Head head(Map<?, ?> list) {
    return listed(text(list, "kind"), text(list, "apiVersion"));
  }

  /// What the items of a list are: `PodList` has pods, `List` tells nothing.
  static Piece.Head listed(String kind, String apiVersion) {
    boolean tells = kind.endsWith("List") && kind.length() > "List".length();
    return tells
        ? new Piece.Head(kind.substring(0, kind.length() - "List".length()), apiVersion)
        : Piece.Head.NONE;
  }

  private static String known(String own, String ofList) {
    return own.isEmpty() ? ofList : own;
  }

  /// The text under a key; empty if there is none.
  public static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }

  /// The map under a key; empty if there is none.
  public static Map<?, ?> map(Map<?, ?> map, String key) {
    return map.get(key) instanceof Map<?, ?> inside ? inside : Map.of();
  }
}
