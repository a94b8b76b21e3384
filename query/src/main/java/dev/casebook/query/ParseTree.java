package dev.casebook.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// One node of a query's parse tree, as DuckDB's `json_serialize_sql` gives it. That function takes
/// the query as data and parses it without binding, so nothing of it is executed.
///
/// @param members a [ParseTree], a List of members, a String, or null, by their names
record ParseTree(Map<String, @Nullable Object> members) {

  /// Longer than any query a person writes.
  private static final int SQL_CHARS_MAX = 64 * 1024;

  /// The one SELECT that a text holds.
  ///
  /// @throws QueryFailure if it is not exactly one, saying what is wrong and where
  static ParseTree of(DuckDBConnection connection, String sql) throws QueryFailure {
    if (sql.length() > SQL_CHARS_MAX) {
      throw new QueryFailure("the query is longer than " + SQL_CHARS_MAX + " characters");
    }
    var top = read(serialized(connection, sql));
    if (top.text("error").equals("true")) {
      throw complaint(top, sql);
    }
    var statements = top.nodes("statements");
    if (statements.size() != 1) {
      throw new QueryFailure("one SELECT is allowed here, and there are " + statements.size());
    }
    return statements.getFirst().node("node").orElseThrow();
  }

  private static String serialized(DuckDBConnection connection, String sql) throws QueryFailure {
    try (var statement = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      statement.setString(1, WellFormed.text(sql));
      try (var result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    } catch (SQLException e) {
      throw PlainWords.failure(e);
    }
  }

  private static ParseTree read(String json) throws QueryFailure {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalStateException("no parse tree: " + json);
      }
      return object(parser);
    } catch (IOException e) {
      throw new QueryFailure("the query is nested too deeply");
    }
  }

  private static ParseTree object(JsonParser parser) throws IOException {
    var members = new LinkedHashMap<String, @Nullable Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = parser.currentName();
      members.put(key, value(parser, parser.nextToken()));
    }
    return new ParseTree(members);
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
      throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        for (var next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          list.add(value(parser, next));
        }
        yield list;
      }
      case VALUE_NULL -> null;
      case null -> throw new IllegalStateException("the parse tree ends early");
      default -> parser.getText();
    };
  }

  private static QueryFailure complaint(ParseTree top, String sql) {
    if (top.text("error_type").equals("not implemented")) {
      return new QueryFailure("only one SELECT is allowed here");
    }
    var message = top.text("error_message");
    var position = top.text("position");
    if (position.isEmpty()) {
      return new QueryFailure(message);
    }
    int at = Math.min(Integer.parseInt(position), sql.length());
    int line = (int) sql.substring(0, at).lines().count();
    return new QueryFailure(message, Math.max(1, line));
  }

  /// A scalar as text; empty if there is none.
  String text(String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  String type() {
    return text("type");
  }

  Optional<ParseTree> node(String name) {
    return members.get(name) instanceof ParseTree node ? Optional.of(node) : Optional.empty();
  }

  /// The nodes of a list; none if there is no such list.
  List<ParseTree> nodes(String name) {
    return list(name).stream()
        .filter(ParseTree.class::isInstance)
        .map(ParseTree.class::cast)
        .toList();
  }

  /// The scalars of a list.
  List<String> texts(String name) {
    return list(name).stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  /// How many members a list has; 0 if there is no such list.
  int size(String name) {
    return list(name).size();
  }

  private List<?> list(String name) {
    return members.get(name) instanceof List<?> list ? list : List.of();
  }

  /// Shows this node and all below it to somebody.
  void walk(Consumer<ParseTree> visitor) {
    visitor.accept(this);
    children().forEach(child -> child.walk(visitor));
  }

  /// The nodes below it, those in lists and lists of lists too.
  List<ParseTree> children() {
    var children = new ArrayList<ParseTree>();
    members.values().forEach(member -> addNodes(children, member));
    return children;
  }

  private static void addNodes(List<ParseTree> nodes, @Nullable Object member) {
    switch (member) {
      case ParseTree node -> nodes.add(node);
      case List<?> list -> list.forEach(each -> addNodes(nodes, each));
      case null, default -> {
        // A scalar.
      }
    }
  }
}
