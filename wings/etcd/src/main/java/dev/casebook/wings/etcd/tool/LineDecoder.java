package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.kubernetes.EtcdctlOutput;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The decoder that `etcd-dump-logs -stream-decoder` runs: for each line of hexadecimal, an entry
/// of the write-ahead log, one line comes back at once, `OK|OBJECT` or `ERROR:REASON|`.
///
/// Its reader takes lines apart at every `|` and waits for exactly one line, so the object is JSON
/// on one line in which `|` is written as an escape. An entry that holds several objects, such as a
/// transaction, gives a JSON array.
///
/// Source: etcd's `tools/etcd-dump-logs`.
public final class LineDecoder {

  /// Twice etcd's largest request, in hexadecimal, is far below.
  private static final int LINE_BYTES_MAX = 64 << 20;

  private final ObjectReader reader;
  private final UnaryOperator<Map<String, @Nullable Object>> shown;

  /// @param shown what of an object is told
  public LineDecoder(ObjectReader reader, UnaryOperator<Map<String, @Nullable Object>> shown) {
    this.reader = reader;
    this.shown = shown;
  }

  /// Answers line by line until the input ends.
  public void run(InputStream in, PrintStream out) throws IOException {
    var line = new ByteArrayOutputStream();
    var tooLong = false;
    for (var octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == '\n') {
        answer(line, tooLong, out);
        line.reset();
        tooLong = false;
      } else if (line.size() < LINE_BYTES_MAX) {
        line.write(octet);
      } else {
        tooLong = true;
      }
    }
    if (line.size() > 0) {
      answer(line, tooLong, out);
    }
  }

  private void answer(ByteArrayOutputStream line, boolean tooLong, PrintStream out) {
    out.print(
        tooLong ? "ERROR:line too long|\n" : answer(line.toString(StandardCharsets.US_ASCII)));
    out.flush();
  }

  /// The answer to one line, with its newline.
  String answer(String line) {
    byte[] entry;
    try {
      entry = HexFormat.of().parseHex(line.strip());
    } catch (IllegalArgumentException e) {
      return "ERROR:not hexadecimal|\n";
    }
    if (entry.length == 0) {
      return "ERROR:no data|\n";
    }
    var objects = EtcdctlOutput.objectsIn(entry);
    if (objects.isEmpty()) {
      return "ERROR:no Kubernetes object|\n";
    }
    var trees = new ArrayList<Map<String, @Nullable Object>>();
    for (var object : objects) {
      switch (reader.read("", object)) {
        case ObjectValue.Unreadable(_, var problem) -> {
          return "ERROR:" + problem.replace('|', '/').replaceAll("\\s+", " ") + "|\n";
        }
        case ObjectValue.Whole(var tree) -> trees.add(shown.apply(tree));
        case ObjectValue.NoObject(var tree) -> trees.add(shown.apply(tree));
      }
    }
    return "OK|" + json(trees) + "\n";
  }

  /// In JSON a `|` stands in strings only, where an escape says the same.
  private static String json(List<Map<String, @Nullable Object>> trees) {
    var text = JsonWriter.compact(trees.size() == 1 ? trees.getFirst() : trees);
    return text.replace("|", "\\u007c");
  }
}
