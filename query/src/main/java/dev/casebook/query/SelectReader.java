package dev.casebook.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Reads a query's parse tree, as DuckDB's `json_serialize_sql` gives it. That function takes the
/// query as data and parses it without binding, so nothing of it is executed.
final class SelectReader {

  /// Longer than any query a person writes.
  private static final int SQL_CHARS_MAX = 64 * 1024;

  /// Aggregates whose result depends on the order of rows.
  private static final Set<String> ORDER_SENSITIVE =
      Set.of(
          "any_value",
          "arbitrary",
          "array_agg",
          "first",
          "group_concat",
          "last",
          "list",
          "listagg",
          "string_agg");

  private final Set<String> relations = new LinkedHashSet<>();
  private final Set<String> ownNames = new LinkedHashSet<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private final Set<String> unqualified = new LinkedHashSet<>();
  private final Set<String> rowNames = new LinkedHashSet<>();
  private boolean everyColumn;
  private final List<String> problems = new ArrayList<>();

  private SelectReader() {}

  /// @throws QueryFailure if it is not exactly one SELECT, saying what is wrong and where
  static Select read(DuckDBConnection connection, String sql) throws QueryFailure {
    if (sql.length() > SQL_CHARS_MAX) {
      throw new QueryFailure("the query is longer than " + SQL_CHARS_MAX + " characters");
    }
    var reader = new SelectReader();
    reader.walk(parseTree(connection, sql), sql);
    reader.relations.removeAll(reader.ownNames);
    // A table's name in the place of a column's is its row as a whole.
    boolean everyColumn =
        reader.everyColumn || reader.unqualified.stream().anyMatch(reader.rowNames::contains);
    return new Select(
        reader.relations, reader.functions, reader.columns, everyColumn, reader.problems);
  }

  private static String parseTree(DuckDBConnection connection, String sql) throws QueryFailure {
    try (var statement = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      statement.setString(1, WellFormed.text(sql));
      try (var result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    } catch (SQLException e) {
      throw new QueryFailure(PlainWords.of(e));
    }
  }

  private void walk(String json, String sql) throws QueryFailure {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalStateException("no parse tree: " + json);
      }
      var top = object(parser);
      if ("true".equals(top.get("error"))) {
        throw new QueryFailure(complaint(top, sql));
      }
      if (statements != 1) {
        throw new QueryFailure("one SELECT is allowed here, and there are " + statements);
      }
    } catch (IOException e) {
      throw new QueryFailure("the query is nested too deeply");
    }
  }

  private int statements;

  private static String complaint(Map<String, String> top, String sql) {
    if ("not implemented".equals(top.get("error_type"))) {
      return "only one SELECT is allowed here";
    }
    var message = top.getOrDefault("error_message", "not understood");
    var position = top.get("position");
    if (position == null) {
      return message;
    }
    int at = Math.min(Integer.parseInt(position), sql.length());
    long line = sql.substring(0, at).lines().count();
    return message + " (line " + Math.max(1, line) + ")";
  }

  /// Reads one object, telling what it stands for once its end is reached, and returns its scalar
  /// members.
  private Map<String, String> object(JsonParser parser) throws IOException {
    var scalars = new TreeMap<String, String>();
    boolean ordered = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> {
          var child = object(parser);
          ordered |= key.equals("order_bys") && "true".equals(child.get("orders"));
        }
        case START_ARRAY -> scalars.put(key, Boolean.toString(array(parser, key) > 0));
        case null -> throw new IllegalStateException("the parse tree ends early");
        default -> scalars.put(key, String.valueOf(parser.getValueAsString()));
      }
    }
    tell(scalars, ordered);
    return scalars;
  }

  private int array(JsonParser parser, String key) throws IOException {
    int size = 0;
    var scalars = new ArrayList<String>();
    boolean ordered = false;
    boolean limited = false;
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      size++;
      switch (token) {
        case START_OBJECT -> {
          var child = object(parser);
          ordered |= "ORDER_MODIFIER".equals(child.get("type"));
          limited |= "LIMIT_MODIFIER".equals(child.get("type"));
          ownName(key, child);
        }
        case START_ARRAY -> array(parser, "");
        case null -> throw new IllegalStateException("the parse tree ends early");
        default -> scalars.add(parser.getText().toLowerCase(Locale.ROOT));
      }
    }
    tellColumns(key, scalars);
    if (key.equals("statements")) {
      statements = size;
    }
    if (limited && !ordered) {
      problems.add("LIMIT without ORDER BY gives different rows each time");
    }
    return size;
  }

  /// Of the parts of a qualified name, `t.c`, each counts: which is the column's is known to nobody
  /// but the binder. Where a table's columns get other names, any may be meant.
  private void tellColumns(String array, List<String> names) {
    switch (array) {
      case "column_names" -> {
        columns.addAll(names);
        if (names.size() == 1) {
          unqualified.addAll(names);
        }
      }
      case "using_columns" -> columns.addAll(names);
      case "column_name_alias" -> everyColumn |= !names.isEmpty();
      default -> {
        // Other lists name no columns.
      }
    }
  }

  /// The members of a `cte_map` are pairs of a name (`key`) and its query (`value`).
  private void ownName(String array, Map<String, String> child) {
    var name = child.get("key");
    if (array.equals("map") && name != null) {
      ownNames.add(name.toLowerCase(Locale.ROOT));
    }
  }

  private void tell(Map<String, String> scalars, boolean ordered) {
    var type = scalars.getOrDefault("type", "");
    if (type.equals("BASE_TABLE")) {
      relations.add(relation(scalars.get("schema_name"), scalars.get("table_name")));
      addRowName(scalars.get("alias"));
      addRowName(scalars.get("table_name"));
    }
    everyColumn |= type.equals("STAR") || "NATURAL".equals(scalars.get("ref_type"));
    if (type.equals("SHOW_REF") || type.equals("PIVOT")) {
      problems.add("SHOW, DESCRIBE, SUMMARIZE and PIVOT are not a SELECT over evidence");
    }
    var function = scalars.get("function_name");
    if (function != null) {
      var name = function.toLowerCase(Locale.ROOT);
      functions.add(name);
      if (ORDER_SENSITIVE.contains(name) && !ordered) {
        problems.add(name + " without ORDER BY gives different results each time");
      }
    }
  }

  private void addRowName(@Nullable String name) {
    if (name != null && !name.isEmpty()) {
      rowNames.add(name.toLowerCase(Locale.ROOT));
    }
  }

  private static String relation(@Nullable String schema, @Nullable String table) {
    var name = String.valueOf(table).toLowerCase(Locale.ROOT);
    return schema == null || schema.isEmpty() ? name : schema.toLowerCase(Locale.ROOT) + "." + name;
  }
}
