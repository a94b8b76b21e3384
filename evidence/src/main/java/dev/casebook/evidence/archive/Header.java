package dev.casebook.evidence.archive;

/// What an archive's format says of a member, before anyone has judged it.
final class Header {
  private final byte[] name;
  private final Member.Kind kind;
  private final long size;
  private final long mode;
  private final long modifiedSeconds;
  private final byte[] target;

  Header(byte[] name, Member.Kind kind, long size, long mode, long modifiedSeconds, byte[] target) {
    this.name = name;
    this.kind = kind;
    this.size = size;
    this.mode = mode;
    this.modifiedSeconds = modifiedSeconds;
    this.target = target;
  }

  byte[] name() {
    return name;
  }

  Member.Kind kind() {
    return kind;
  }

  long size() {
    return size;
  }

  long mode() {
    return mode;
  }

  long modifiedSeconds() {
    return modifiedSeconds;
  }

  byte[] target() {
    return target;
  }
}
