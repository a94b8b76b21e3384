package dev.casebook.wings.etcd.kubernetes.protobuf;

/// What becomes of a field that holds nothing: the Go type and its `omitempty` decide.
enum Presence {
  /// By value, `omitempty`: always in protobuf, in JSON unless zero. Empty lists: in neither.
  OMITTED_WHEN_ZERO('-'),
  /// By value, required: always in protobuf and in JSON. Empty lists: null in JSON.
  ALWAYS('='),
  /// A pointer: in both when set, even to zero.
  WHEN_SET('?'),
  /// A required pointer: in protobuf when set, in JSON as null otherwise.
  NULL_WHEN_UNSET('!'),
  /// A field that Kubernetes has dropped: in both when it holds something.
  DROPPED('~');

  final char mark;

  Presence(char mark) {
    this.mark = mark;
  }

  static Presence of(char mark) {
    for (var presence : values()) {
      if (presence.mark == mark) {
        return presence;
      }
    }
    throw new IllegalStateException("schema table: presence mark " + mark);
  }

  boolean isPointer() {
    return this == WHEN_SET || this == NULL_WHEN_UNSET;
  }
}
