package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.tree.Cbor;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The identity of a stored object, read without the rest of it: kind, name, owners, managers.
///
/// One instance is moved from value to value: [#read] only notes where things stand, and a string
/// is made when it is asked for. For protobuf and JSON the fields after the metadata are never
/// looked at; CBOR values are read whole.
public final class ObjectHead {
  /// Something that the object belongs to; `controller` marks the one that manages it.
  public record Owner(
      String apiVersion, String kind, String name, String uid, boolean controller) {}

  /// A writer of fields (`kubectl`, `kube-controller-manager`): its operation and subresource, and
  /// how many bytes the record of its fields takes in the stored object.
  public record Manager(String name, String operation, String subresource, long bytes) {}

  /// Ten times what etcd takes as a value. Metadata behind that is not found.
  private static final int BYTES_MAX = 1 << 24;

  private Metadata metadata = Metadata.NONE;

  /// The current value: much faster to go through than the file.
  private byte[] copy = new byte[1 << 12];

  /// Where an object's identity is found, whatever its format.
  sealed interface Metadata permits ProtobufHead, JsonHead, TreeHead {
    Metadata NONE = new TreeHead(Map.of());

    String apiVersion();

    String kind();

    String name();

    String namespace();

    String uid();

    long creationSeconds();

    Map<String, String> labels();

    List<Owner> owners();

    List<Manager> managers();
  }

  private final ProtobufHead protobuf = new ProtobufHead();
  private final JsonHead json = new JsonHead();

  /// Moves to a value; false if it is not an object, or so damaged that its metadata is not found.
  public boolean read(MemorySegment value) {
    metadata = Metadata.NONE;
    int size = (int) Math.min(value.byteSize(), BYTES_MAX);
    if (size < 4) {
      return false;
    }
    copy(value, size);
    return switch (copy[0]) {
      case 'k' -> protobuf.scan(copy, size) && found(protobuf);
      case '{' -> json.scan(copy, size) && found(json);
      case (byte) 0xD9 -> readTree(Arrays.copyOf(copy, size));
      default -> false;
    };
  }

  private void copy(MemorySegment value, int size) {
    if (copy.length < size) {
      copy = new byte[Math.max(size, 2 * copy.length)];
    }
    MemorySegment.copy(value, ValueLayout.JAVA_BYTE, 0, copy, 0, size);
  }

  private boolean found(Metadata found) {
    metadata = found;
    return true;
  }

  private boolean readTree(byte[] value) {
    try {
      return Cbor.isSelfDescribed(value)
          && Cbor.read(value, 0, new TreeBudget()) instanceof Map<?, ?> object
          && found(new TreeHead(object));
    } catch (MalformedException e) {
      return false;
    }
  }

  public String apiVersion() {
    return metadata.apiVersion();
  }

  public String kind() {
    return metadata.kind();
  }

  public String name() {
    return metadata.name();
  }

  /// Empty for objects of the cluster.
  public String namespace() {
    return metadata.namespace();
  }

  public String uid() {
    return metadata.uid();
  }

  /// When the object was created, in seconds since 1970; 0 when unknown.
  public long creationSeconds() {
    return metadata.creationSeconds();
  }

  public Map<String, String> labels() {
    return metadata.labels();
  }

  public List<Owner> owners() {
    return metadata.owners();
  }

  /// Who wrote fields of the object, one entry for each manager, operation and subresource.
  public List<Manager> managers() {
    return metadata.managers();
  }
}
