package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.kubernetes.tree.YamlWriter;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints objects one by one, in a form that `kubectl apply -f -` takes.
final class ObjectPrinter {

  /// The forms an object can have.
  enum Form {
    yaml,
    json,
    jsonl
  }

  private final Console console;
  private final Form form;
  private final boolean single;
  private long printed;

  /// @param single whether there is one object at most: then JSON needs no list around it
  ObjectPrinter(Console console, Form form, boolean single) {
    this.console = console;
    this.form = form;
    this.single = single;
  }

  void print(Map<?, ?> object) {
    switch (form) {
      case yaml -> {
        console.print(printed == 0 ? "" : "---\n");
        console.print(YamlWriter.write(object));
      }
      case json -> {
        if (single) {
          console.print(JsonWriter.indented(object) + "\n");
        } else {
          console.print(printed == 0 ? listStart() : ",\n");
          console.print(indented(JsonWriter.indented(object)));
        }
      }
      case jsonl -> console.print(JsonWriter.compact(object) + "\n");
    }
    printed++;
  }

  /// What kubectl prints for several objects.
  private static String listStart() {
    return "{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n";
  }

  private static String indented(String json) {
    return json.lines().map(line -> "        " + line).collect(Collectors.joining("\n"));
  }

  /// How many were printed.
  long printed() {
    return printed;
  }

  void end() {
    if (form == Form.json && !single) {
      console.print((printed == 0 ? listStart() : "\n") + "    ],\n    \"kind\": \"List\"\n}\n");
    }
  }
}
