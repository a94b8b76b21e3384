package dev.casebook.evidence.archive;

/// A member that was passed over; the archive's [ArchiveReader#problems] name it too.
///
/// @param name its name made printable and short: not a path, never to be used as one
/// @param problem why
public record Rejected(String name, Problem problem) implements Entry {}
