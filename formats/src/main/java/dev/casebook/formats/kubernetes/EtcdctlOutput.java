package dev.casebook.formats.kubernetes;

import dev.casebook.formats.kubernetes.tree.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What `etcdctl get KEY` prints: the key, a newline, the value as it is, a newline.
///
/// The value may hold newlines of its own; where a protobuf value ends, its envelope says.
public final class EtcdctlOutput {
  private final String key;
  private final byte[] value;

  private EtcdctlOutput(String key, byte[] value) {
    this.key = key;
    this.value = value.clone();
  }

  /// The first protobuf object in the output and the key on the line before it, which is empty when
  /// only the value was printed. Empty when there is no `k8s\0`.
  public static Optional<EtcdctlOutput> find(byte[] output) {
    return find(output, 1).stream().findFirst();
  }

  /// Every protobuf object in the output, in order.
  public static List<EtcdctlOutput> findAll(byte[] output) {
    return find(output, Integer.MAX_VALUE);
  }

  private static List<EtcdctlOutput> find(byte[] output, int max) {
    var found = new ArrayList<EtcdctlOutput>();
    int at = 0;
    while (found.size() < max && at + Envelope.MAGIC.length <= output.length) {
      if (output[at] == 'k' && Envelope.isAt(output, at)) {
        int end = end(output, at);
        var value = Arrays.copyOfRange(output, at, end);
        found.add(new EtcdctlOutput(keyBefore(output, at), value));
        at = end;
      } else {
        at++;
      }
    }
    return found;
  }

  private static int end(byte[] output, int from) {
    try {
      return Envelope.end(output, from);
    } catch (MalformedException e) {
      return output.length;
    }
  }

  private static String keyBefore(byte[] output, int at) {
    int to = at > 0 && output[at - 1] == '\n' ? at - 1 : at;
    int from = to;
    while (from > 0 && output[from - 1] != '\n') {
      from--;
    }
    return new String(output, from, to - from, StandardCharsets.UTF_8);
  }

  public String key() {
    return key;
  }

  public byte[] value() {
    return value.clone();
  }
}
