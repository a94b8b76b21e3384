package dev.casebook.wings.captures.capture;

import dev.casebook.hosts.Host;
import dev.casebook.hosts.LiveScript;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The scripts of this package, and how their first line is found behind what a login says.
final class ScriptHead {

  /// What a login may say before.
  private static final int NOISE_MAX = 1 << 20;

  private static final int LINE_MAX = 4096;
  private static final int BUFFER = 1 << 16;

  private ScriptHead() {}

  /// A script with what it finds set.
  static String script(String name, Map<String, String> variables) {
    var set =
        variables.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(one -> one.getKey() + "=" + Host.quoted(one.getValue()) + "\n")
            .collect(Collectors.joining());
    try (var in = ScriptHead.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not among the resources");
      }
      return set + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// @param words of the first line, after its mark
  /// @param rest what comes after it
  record Begun(List<String> words, InputStream rest) {}

  /// Waits for the first line. Empty if the script does not begin.
  static Optional<Begun> of(LiveScript script, String nonce) throws IOException {
    var in = new BufferedInputStream(script.output(), BUFFER);
    var mark = nonce + " B\t";
    var line = new ByteArrayOutputStream();
    for (int read = 0; read < NOISE_MAX; read++) {
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      if (next == '\n') {
        var text = line.toString(StandardCharsets.UTF_8);
        if (text.startsWith(mark)) {
          script.isIn();
          return Optional.of(new Begun(List.of(text.substring(mark.length()).split("\t", -1)), in));
        }
        line.reset();
      } else if (line.size() < LINE_MAX) {
        line.write(next);
      }
    }
    return Optional.empty();
  }
}
