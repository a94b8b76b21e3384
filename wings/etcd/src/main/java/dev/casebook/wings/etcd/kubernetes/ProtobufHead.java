package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.ObjectHead.Manager;
import dev.casebook.wings.etcd.kubernetes.ObjectHead.Owner;
import dev.casebook.wings.etcd.kubernetes.protobuf.Varint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The identity of a protobuf object: notes where the strings of TypeMeta and ObjectMeta stand.
///
/// Field numbers: runtime.Unknown and meta/v1 in k8s.io/apimachinery; the metadata of every kind is
/// its field 1.
final class ProtobufHead implements ObjectHead.Metadata {
  private static final byte[] MAGIC = {'k', '8', 's', 0};

  private static final int LENGTH_DELIMITED = 2;

  private final Varint varint = new Varint();
  private byte[] value = {};
  private int size;

  /// A cursor over the fields of one message: where it stands and ends, and the field just read.
  private int at;

  private int number;
  private int from;
  private int to;

  /// Ranges as `start << 32 | end`.
  private long apiVersion;

  private long kind;
  private long metadata;
  private long name;
  private long namespace;
  private long uid;
  private long creation;

  /// Notes the places in the first `size` bytes; false when they don't start with `k8s\0`, or the
  /// metadata is out of reach.
  boolean scan(byte[] value, int size) {
    this.value = value;
    this.size = size;
    apiVersion = kind = metadata = name = namespace = uid = creation = 0;
    return Arrays.equals(value, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && envelope()
        && objectMeta();
  }

  private boolean envelope() {
    at = MAGIC.length;
    while (next(size)) {
      if (number == 1) {
        typeMeta(from, to);
      } else if (number == 2) {
        at = from;
        boolean found = next(to) && number == 1;
        metadata = found ? range() : 0;
        return found;
      }
    }
    return false;
  }

  private void typeMeta(int start, int end) {
    at = start;
    while (next(end)) {
      if (number == 1) {
        apiVersion = range();
      } else if (number == 2) {
        kind = range();
      }
    }
    at = end;
  }

  private boolean objectMeta() {
    at = (int) (metadata >>> 32);
    int end = (int) metadata;
    while (at < end) {
      if (!next(end)) {
        return false;
      }
      switch (number) {
        case 1 -> name = range();
        case 3 -> namespace = range();
        case 5 -> uid = range();
        case 8 -> creation = range();
        default -> {}
      }
    }
    return true;
  }

  private long range() {
    return ((long) from << 32) | to;
  }

  /// Moves to the next field; the range of one that is not length-delimited is its own bytes. False
  /// at the end, and where the bytes are not a field.
  private boolean next(int end) {
    long tag = varint(end);
    if (tag < 8) {
      return false;
    }
    number = (int) (tag >>> 3);
    int start = at;
    long length =
        switch ((int) tag & 7) {
          case 0 -> passedNumber(end) ? at - start : -1;
          case 1 -> 8;
          case 5 -> 4;
          case LENGTH_DELIMITED -> varint(end);
          default -> -1;
        };
    from = ((int) tag & 7) == LENGTH_DELIMITED ? at : start;
    if (length < 0 || length > end - from) {
      return false;
    }
    to = from + (int) length;
    at = to;
    return true;
  }

  /// The number at the cursor; -1 where there is none.
  private long varint(int end) {
    return passedNumber(end) ? varint.value() : -1;
  }

  private boolean passedNumber(int end) {
    if (!varint.read(value, at, end)) {
      return false;
    }
    at += varint.length();
    return true;
  }

  private String text(long range) {
    int start = (int) (range >>> 32);
    return new String(value, start, (int) range - start, StandardCharsets.UTF_8);
  }

  @Override
  public String apiVersion() {
    return text(apiVersion);
  }

  @Override
  public String kind() {
    return text(kind);
  }

  @Override
  public String name() {
    return text(name);
  }

  @Override
  public String namespace() {
    return text(namespace);
  }

  @Override
  public String uid() {
    return text(uid);
  }

  @Override
  public long creationSeconds() {
    at = (int) (creation >>> 32);
    if (!next((int) creation) || number != 1) {
      return 0;
    }
    at = from;
    return Math.max(0, varint(to));
  }

  @Override
  public Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    for (long entry : repeated(11)) {
      labels.put(text(field(entry, 1)), text(field(entry, 2)));
    }
    return labels;
  }

  @Override
  public List<Owner> owners() {
    var owners = new ArrayList<Owner>();
    for (long owner : repeated(13)) {
      owners.add(
          new Owner(
              text(field(owner, 5)),
              text(field(owner, 1)),
              text(field(owner, 3)),
              text(field(owner, 4)),
              isTrue(field(owner, 6))));
    }
    return owners;
  }

  private boolean isTrue(long range) {
    at = (int) (range >>> 32);
    return varint((int) range) > 0;
  }

  @Override
  public List<Manager> managers() {
    var managers = new ArrayList<Manager>();
    for (long entry : repeated(17)) {
      managers.add(manager(entry));
    }
    return managers;
  }

  private ObjectHead.Manager manager(long entry) {
    long name = 0;
    long operation = 0;
    long subresource = 0;
    long bytes = 0;
    at = (int) (entry >>> 32);
    while (next((int) entry)) {
      switch (number) {
        case 1 -> name = range();
        case 2 -> operation = range();
        case 7 -> bytes = (long) to - from;
        case 8 -> subresource = range();
        default -> {}
      }
    }
    return new ObjectHead.Manager(text(name), text(operation), text(subresource), bytes);
  }

  /// Where the metadata's occurrences of a repeated field stand.
  private List<Long> repeated(int wanted) {
    var ranges = new ArrayList<Long>();
    at = (int) (metadata >>> 32);
    while (next((int) metadata)) {
      if (number == wanted) {
        ranges.add(range());
      }
    }
    return ranges;
  }

  /// Where the last occurrence of a field stands within a message; an empty range without one.
  private long field(long message, int wanted) {
    long found = 0;
    at = (int) (message >>> 32);
    while (next((int) message)) {
      if (number == wanted) {
        found = range();
      }
    }
    return found;
  }
}
