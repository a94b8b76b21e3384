package dev.casebook.wings.etcd.manifests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import java.io.IOException;

/// The objects in JSON: the elements of a list's `items`, of an array, or the values that follow
/// each other.
final class JsonPieces {

  /// Deeper than any resource.
  private static final int DEPTH_MAX = 200;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .build();

  private final byte[] bytes;
  private final Rows<?> rows;

  JsonPieces(byte[] bytes, Rows<?> rows) {
    this.bytes = bytes;
    this.rows = rows;
  }

  void each(Manifests.Pieces pieces) {
    int reached = 0;
    try (var parser = FACTORY.createParser(bytes)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        reached = start(parser);
        if (token == JsonToken.START_OBJECT) {
          value(parser, pieces);
        }
      }
    } catch (IOException e) {
      var why =
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      rows.reject(new Line(reached, "(from here on)"), "not JSON: " + why);
    }
  }

  /// The parser stands on the beginning of an object, and on its end afterwards.
  private void value(JsonParser parser, Manifests.Pieces pieces) throws IOException {
    int from = start(parser);
    boolean isList = false;
    var kind = "";
    var apiVersion = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      var token = parser.nextToken();
      if (name.equals("items") && token == JsonToken.START_ARRAY) {
        isList = true;
        items(parser, Manifests.listed(kind, apiVersion), pieces);
      } else if (name.equals("kind") && token == JsonToken.VALUE_STRING) {
        kind = parser.getText();
      } else if (name.equals("apiVersion") && token == JsonToken.VALUE_STRING) {
        apiVersion = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    if (!isList) {
      pieces.take(new Manifests.Piece(from, end(parser), Manifests.Piece.Head.NONE));
    }
  }

  private static void items(JsonParser parser, Manifests.Piece.Head list, Manifests.Pieces pieces)
      throws IOException {
    for (var token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      int from = start(parser);
      parser.skipChildren();
      if (token == JsonToken.START_OBJECT) {
        pieces.take(new Manifests.Piece(from, end(parser), list));
      }
    }
  }

  private static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private static int end(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }
}
