package dev.casebook.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A JSON value of an artifact, with the place where it begins.
///
/// Questions never fail: what is not there, or of another type, is an empty list, null, or a value
/// that again holds nothing.
public final class Json {

  /// Deeper than any program's output.
  private static final int DEPTH_MAX = 64;

  /// Values in one element: an interface has some hundred, a list of 1,000 pods that is one object
  /// some 500,000. More than this would take more than about 150 MB.
  private static final int VALUES_MAX = 1_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(1024 * 1024)
                  .maxNameLength(4096)
                  .maxNumberLength(400)
                  .build())
          .build();

  private static final Json MISSING = new Json(0, null);

  private final long offset;
  private final @Nullable Object value;

  /// @param value a `Map` of `Json`, a `List` of `Json`, a String, a Boolean, or null; a number is
  ///   a `Number` holding its text
  private Json(long offset, @Nullable Object value) {
    this.offset = offset;
    this.value = value;
  }

  private record Numeral(String text) {}

  /// Passes on, in order, the elements of the top-level arrays and the other top-level values.
  ///
  /// One element is held at a time. Where the text stops being JSON, those before are kept and the
  /// rest is rejected.
  public static void elements(Text text, Rows<?> rows, Consumer<Json> each) {
    long[] reached = {0};
    try (var parser = FACTORY.createParser(text.bytes())) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        reached[0] = parser.currentTokenLocation().getByteOffset();
        if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          each.accept(new Reader(parser).value(token));
        }
      }
    } catch (IOException e) {
      // The bytes are in memory: what fails is their text.
      var why =
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      rows.reject(new Line(reached[0], "(from here on)"), "not JSON: " + why);
    }
  }

  /// The one value that a file holds; empty if it is not JSON.
  public static Optional<Json> of(byte[] bytes) {
    try (var parser = FACTORY.createParser(bytes)) {
      var token = parser.nextToken();
      return token == null ? Optional.empty() : Optional.of(new Reader(parser).value(token));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Builds one value from the tokens of a parser.
  private static final class Reader {

    private final JsonParser parser;
    private int values;

    Reader(JsonParser parser) {
      this.parser = parser;
    }

    Json value(JsonToken token) throws IOException {
      if (++values > VALUES_MAX) {
        throw new JsonParseException(parser, "more than " + VALUES_MAX + " values in one element");
      }
      long offset = parser.currentTokenLocation().getByteOffset();
      return switch (token) {
        case START_OBJECT -> new Json(offset, object());
        case START_ARRAY -> new Json(offset, array());
        case VALUE_STRING -> new Json(offset, parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            new Json(offset, new Numeral(parser.getText()));
        case VALUE_TRUE, VALUE_FALSE -> new Json(offset, parser.getBooleanValue());
        case VALUE_NULL, VALUE_EMBEDDED_OBJECT, END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE ->
            new Json(offset, null);
      };
    }

    private Map<String, Json> object() throws IOException {
      var members = new LinkedHashMap<String, Json>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        members.put(name, value(parser.nextToken()));
      }
      return members;
    }

    private List<Json> array() throws IOException {
      var items = new ArrayList<Json>();
      for (var token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        items.add(value(token));
      }
      return items;
    }
  }

  /// Of its first byte in the artifact.
  public long offset() {
    return offset;
  }

  /// An object's member.
  public Json get(String name) {
    return value instanceof Map<?, ?> members && members.get(name) instanceof Json member
        ? member
        : MISSING;
  }

  /// Whether an object has such a member, be it null.
  public boolean has(String name) {
    return value instanceof Map<?, ?> members && members.containsKey(name);
  }

  /// The names of an object's members, in order.
  public List<String> names() {
    return value instanceof Map<?, ?> members
        ? members.keySet().stream().map(String::valueOf).toList()
        : List.of();
  }

  /// An array's elements.
  public List<Json> items() {
    return value instanceof List<?> list ? list.stream().map(Json.class::cast).toList() : List.of();
  }

  /// A string, or a number as it is written.
  public @Nullable String text() {
    return switch (value) {
      case String string -> string;
      case Numeral(var digits) -> digits;
      case null, default -> null;
    };
  }

  /// An array's strings and numbers.
  public List<String> texts() {
    return items().stream().map(Json::text).filter(Objects::nonNull).toList();
  }

  /// A whole number, written as one or as a string of digits; null if it does not fit.
  public @Nullable Long whole() {
    var text = text();
    return text == null ? null : Digits.decimal(text);
  }

  public @Nullable Boolean bool() {
    return value instanceof Boolean bool ? bool : null;
  }

  public @Nullable String text(String name) {
    return get(name).text();
  }

  public @Nullable Long whole(String name) {
    return get(name).whole();
  }

  /// Whether the member is there and true.
  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(get(name).bool());
  }
}
