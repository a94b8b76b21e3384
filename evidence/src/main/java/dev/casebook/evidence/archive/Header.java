package dev.casebook.evidence.archive;

/// What an archive's format says of a member, before anyone has judged it.
final class Header {
  final byte[] name;
  final Member.Kind kind;
  final long size;
  final long mode;

  /// Name, else number; empty where the format does not say.
  final String owner;

  final String group;
  final long modifiedSeconds;

  /// Where a link leads; empty for what is not a link.
  final byte[] target;

  Header(
      byte[] name,
      Member.Kind kind,
      long size,
      long mode,
      String owner,
      String group,
      long modifiedSeconds,
      byte[] target) {
    this.name = name;
    this.kind = kind;
    this.size = size;
    this.mode = mode;
    this.owner = owner;
    this.group = group;
    this.modifiedSeconds = modifiedSeconds;
    this.target = target;
  }
}
