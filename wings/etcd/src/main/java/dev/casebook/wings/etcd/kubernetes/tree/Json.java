package dev.casebook.wings.etcd.kubernetes.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON text to an object tree: `Map`, `List`, `String`, `Long`, `BigInteger`, `BigDecimal`,
/// `Boolean` and null. Maps keep the order of the text; of a repeated key the last value counts.
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(TreeBudget.MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .build();

  private final JsonParser parser;
  private final TreeBudget budget;

  private Json(JsonParser parser, TreeBudget budget) {
    this.parser = parser;
    this.budget = budget;
  }

  /// The one value that the whole text holds.
  public static @Nullable Object read(byte[] text, TreeBudget budget) throws MalformedException {
    return read(text, 0, text.length, 0, budget);
  }

  /// The one value in `text[from, to)`, itself standing at `depth` of a larger tree.
  public static @Nullable Object read(byte[] text, int from, int to, int depth, TreeBudget budget)
      throws MalformedException {
    // Without canonical names Jackson 2.22 reads past the end of a part that does not begin at 0.
    byte[] part = from == 0 ? text : Arrays.copyOfRange(text, from, to);
    try (var parser = FACTORY.createParser(part, 0, to - from)) {
      if (parser.nextToken() == null) {
        throw new MalformedException("no JSON value");
      }
      var value = new Json(parser, budget).value(depth);
      if (parser.nextToken() != null) {
        throw new MalformedException("text after the JSON value");
      }
      return value;
    } catch (IOException e) {
      throw new MalformedException("not JSON: " + firstLine(e));
    }
  }

  private @Nullable Object value(int depth) throws IOException, MalformedException {
    budget.spend(depth);
    var token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new MalformedException("not a JSON value: " + token);
    };
  }

  private Map<String, @Nullable Object> object(int depth) throws IOException, MalformedException {
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      map.put(name, value(depth + 1));
    }
    return map;
  }

  private List<@Nullable Object> array(int depth) throws IOException, MalformedException {
    var list = new ArrayList<@Nullable Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(depth + 1));
    }
    return list;
  }

  private Number integer() throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> new BigInteger(parser.getText());
    };
  }

  private Number decimal() throws IOException, MalformedException {
    try {
      return new BigDecimal(parser.getText());
    } catch (NumberFormatException e) {
      throw new MalformedException("a number out of range: " + parser.getText());
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
  }
}
