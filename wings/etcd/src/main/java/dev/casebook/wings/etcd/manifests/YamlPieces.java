package dev.casebook.wings.etcd.manifests;

import dev.casebook.tables.Text;
import java.util.regex.Pattern;

/// The objects in YAML: the elements under a document's `items:`, those of a document that is a
/// list, or the document.
///
/// They are told apart by the dashes that begin their lines: inside an object every line is
/// indented deeper, also in a text of many lines.
final class YamlPieces {

  private static final Pattern KEY =
      Pattern.compile("(kind|apiVersion): *['\"]?([\\w./-]{1,200})['\"]? *");

  private final Manifests.Pieces pieces;
  private int document;
  private int item = -1;

  /// What begins the line of an item; empty before the first and where no list is.
  private String dash = "";

  private boolean inItems;
  private boolean isList;
  private String kind = "";
  private String apiVersion = "";

  private YamlPieces(Manifests.Pieces pieces) {
    this.pieces = pieces;
  }

  static void each(Text text, Manifests.Pieces pieces) {
    var walk = new YamlPieces(pieces);
    for (var line : text.lines()) {
      walk.line((int) line.offset(), line.text());
    }
    walk.endDocument(text.bytes().length);
  }

  private void line(int offset, String line) {
    if (line.equals("---") || line.startsWith("--- ")) {
      endDocument(offset);
      document = offset;
    } else if (inItems) {
      lineOfItems(offset, line);
    } else if (line.stripTrailing().equals("items:")) {
      inItems = true;
      isList = true;
    } else if (line.startsWith("- ")) {
      inItems = true;
      isList = true;
      lineOfItems(offset, line);
    } else {
      note(line);
    }
  }

  private void lineOfItems(int offset, String line) {
    if (dash.isEmpty() && line.strip().startsWith("- ")) {
      dash = line.substring(0, line.indexOf('-')) + "- ";
    }
    if (!dash.isEmpty() && line.startsWith(dash)) {
      endItem(offset);
      item = offset;
    } else if (!line.isEmpty() && line.charAt(0) > ' ' && line.charAt(0) != '#') {
      endItem(offset);
      inItems = false;
      note(line);
    }
  }

  /// The list's own kind stands before its items or behind them; those behind are not waited for.
  private void note(String line) {
    var key = KEY.matcher(line);
    if (key.matches()) {
      if (key.group(1).equals("kind")) {
        kind = key.group(2);
      } else {
        apiVersion = key.group(2);
      }
    }
  }

  private void endItem(int end) {
    if (item >= 0) {
      pieces.take(new Manifests.Piece(item, end, Manifests.listed(kind, apiVersion)));
    }
    item = -1;
  }

  private void endDocument(int end) {
    endItem(end);
    if (!isList && end > document) {
      pieces.take(new Manifests.Piece(document, end, Manifests.Piece.Head.NONE));
    }
    inItems = false;
    isList = false;
    dash = "";
    kind = "";
    apiVersion = "";
  }
}
