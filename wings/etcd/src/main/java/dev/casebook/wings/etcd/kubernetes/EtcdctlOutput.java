package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.tree.Cbor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What `etcdctl get` prints: of each pair the key, a newline, the value as it is, a newline; or,
/// with `--print-value-only`, the values alone; or one value without all that.
///
/// A value may hold newlines of its own. Protobuf, JSON and CBOR say where they end
/// ([ValueExtent]); any other value, and a broken one, goes on to the next line that is sure to be
/// a key.
public final class EtcdctlOutput {
  /// @param key empty if the output tells none
  /// @param value empty if the output tells none, as with `--keys-only`
  public record Pair(String key, byte[] value) {}

  /// The API server's one key that does not start with a slash.
  private static final byte[] COMPACTION_KEY = ascii("compact_rev_key");

  /// How values start that the API server stores, other than CBOR; JSON with sorted fields, or with
  /// those of a type.
  private static final List<byte[]> STARTS =
      List.of(Envelope.MAGIC, ascii("k8s:enc:"), ascii("{\"apiVersion\""), ascii("{\"kind\""));

  private final byte[] output;
  private final List<Pair> pairs = new ArrayList<>();
  private long untoldBytes;
  private int at;

  /// What the keys have in common with the last one: `/registry/`.
  private String folder = "/";

  private EtcdctlOutput(byte[] output) {
    this.output = output;
  }

  /// Takes the output apart. Never fails: what is neither key nor value is counted.
  public static EtcdctlOutput of(byte[] output) {
    var taken = new EtcdctlOutput(output.clone());
    var isKeyed = taken.isKeyAt(0);
    while (taken.at < output.length) {
      if (isKeyed) {
        taken.takePair();
      } else {
        taken.takeValue("", false);
      }
    }
    return taken;
  }

  /// The objects that stand anywhere in the bytes and say themselves where they end, without their
  /// keys: an entry of etcd's write-ahead log has both in a message.
  public static List<byte[]> objectsIn(byte[] bytes) {
    var found = new ArrayList<byte[]>();
    for (var at = 0; at < bytes.length; at++) {
      var end = isStart(bytes, at) ? ValueExtent.end(bytes, at).orElse(bytes.length) : at;
      if (end > at) {
        found.add(Arrays.copyOfRange(bytes, at, end));
        at = end - 1;
      }
    }
    return found;
  }

  /// In the order of the output.
  public List<Pair> pairs() {
    return List.copyOf(pairs);
  }

  /// How many bytes stand where a key should, but are none.
  public long untoldBytes() {
    return untoldBytes;
  }

  private void takePair() {
    var line = lineEnd(at);
    if (line == at || !isText(at, line)) {
      var next = nextStart(at, true);
      untoldBytes += next - at;
      at = Math.min(next + 1, output.length);
      return;
    }
    var key = new String(output, at, line - at, StandardCharsets.UTF_8);
    folder = key.substring(0, key.indexOf('/', 1) + 1);
    at = Math.min(line + 1, output.length);
    takeValue(key, true);
  }

  private void takeValue(String key, boolean isKeyed) {
    var end = isKeyed && isNothingAt(at) ? at : valueEnd(isKeyed);
    if (isKeyed || end > at) {
      pairs.add(new Pair(key, Arrays.copyOfRange(output, at, end)));
    }
    at = end;
    while (at < output.length && output[at] == '\n') {
      at++;
    }
  }

  /// With `--keys-only` the value's line is empty, or was taken out.
  private boolean isNothingAt(int from) {
    return from == output.length || output[from] == '\n' || isKeyAt(from);
  }

  private int valueEnd(boolean isKeyed) {
    var told = ValueExtent.end(output, at);
    if (told.isPresent() && isEnd(told.getAsInt(), isKeyed)) {
      // The API server ends JSON with a newline of its own.
      return output[at] == '{' ? lastNewline(told.getAsInt()) : told.getAsInt();
    }
    return nextStart(at, isKeyed);
  }

  /// A value that was cut off may seem to end inside of another: behind a key.
  private boolean isEnd(int end, boolean isKeyed) {
    return lineEnd(end) == end && !(isKeyed && isStart(output, end + 1));
  }

  private int lastNewline(int from) {
    var end = from;
    while (end + 1 < output.length && output[end + 1] == '\n') {
      end++;
    }
    return end;
  }

  /// The newline before the next line that is a key, or a value where there are no keys; the last
  /// one, or the end, if there is none.
  private int nextStart(int from, boolean isKeyed) {
    var isText = true;
    for (var i = from; i < output.length; i++) {
      if (output[i] == '\n' && (isKeyed ? isSureKeyAt(i + 1, isText) : isStart(output, i + 1))) {
        return i;
      }
      isText &= isText(i, i + 1) || output[i] == '\n';
    }
    return output[output.length - 1] == '\n' ? output.length - 1 : output.length;
  }

  /// Behind bytes that are not text a line may look like a key by chance.
  private boolean isSureKeyAt(int from, boolean isBehindText) {
    return isKeyAt(from)
        && (isBehindText
            || isAt(output, from, COMPACTION_KEY)
            || (folder.length() > 1 && isAt(output, from, folder.getBytes(StandardCharsets.UTF_8)))
            || isStart(output, lineEnd(from) + 1));
  }

  private boolean isKeyAt(int from) {
    var end = lineEnd(from);
    return from < end
        && (output[from] == '/'
            ? isText(from, end)
            : end - from == COMPACTION_KEY.length && isAt(output, from, COMPACTION_KEY));
  }

  private int lineEnd(int from) {
    var end = Math.min(from, output.length);
    while (end < output.length && output[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean isText(int from, int to) {
    for (var i = from; i < to; i++) {
      if (output[i] == 0x7F || (output[i] >= 0 && output[i] < ' ' && output[i] != '\t')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isStart(byte[] bytes, int from) {
    for (var start : STARTS) {
      if (isAt(bytes, from, start)) {
        return true;
      }
    }
    return Cbor.isSelfDescribed(bytes, from);
  }

  private static boolean isAt(byte[] bytes, int from, byte[] part) {
    return bytes.length - from >= part.length
        && Arrays.equals(bytes, from, from + part.length, part, 0, part.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
