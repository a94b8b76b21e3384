package dev.casebook.wings.accounts.targets.redis;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.targets.redis.Wire.Several;
import dev.casebook.wings.accounts.targets.redis.Wire.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a Redis is asked about users.
final class Server implements AutoCloseable {

  private final Wire wire;

  Server(Wire wire) {
    this.wire = wire;
  }

  void run(List<String> words) throws IOException, Refusal {
    wire.ask(words);
  }

  String text(String... words) throws IOException, Refusal {
    return wire.ask(List.of(words)) instanceof Text text ? text.text() : "";
  }

  List<String> texts(String... words) throws IOException, Refusal {
    return texts(wire.ask(List.of(words)));
  }

  private static List<String> texts(Wire.Answer answer) {
    var texts = new ArrayList<String>();
    if (answer instanceof Several several) {
      for (var item : several.items()) {
        if (item instanceof Text text) {
          texts.add(text.text());
        }
      }
    }
    return texts;
  }

  /// A user; empty if there is none.
  Optional<ShownUser> user(String name) throws IOException, Refusal {
    var fields = fields(wire.ask(List.of("ACL", "GETUSER", name)));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    var selectors = new ArrayList<ShownUser.Selector>();
    selectors.add(selector(fields));
    if (fields.get("selectors") instanceof Several several) {
      several.items().forEach(item -> selectors.add(selector(fields(item))));
    }
    return Optional.of(new ShownUser(texts(field(fields, "flags")), selectors));
  }

  private static Map<String, Wire.Answer> fields(Wire.Answer answer) {
    var fields = new TreeMap<String, Wire.Answer>();
    if (answer instanceof Several several) {
      for (int i = 0; i + 1 < several.items().size(); i += 2) {
        if (several.items().get(i) instanceof Text name) {
          fields.put(name.text(), several.items().get(i + 1));
        }
      }
    }
    return fields;
  }

  private static Wire.Answer field(Map<String, Wire.Answer> fields, String name) {
    return fields.getOrDefault(name, new Text(""));
  }

  private static ShownUser.Selector selector(Map<String, Wire.Answer> fields) {
    return new ShownUser.Selector(
        word(fields, "commands"), word(fields, "keys"), word(fields, "channels"));
  }

  private static String word(Map<String, Wire.Answer> fields, String name) {
    return field(fields, name) instanceof Text text ? text.text() : "";
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
