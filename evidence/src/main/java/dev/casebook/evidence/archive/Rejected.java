package dev.casebook.evidence.archive;

/// A member that was passed over; the archive's [ArchiveReader#problems] name it too.
///
/// @param name its name made printable and short: not a path, never to be used as one
/// @param path where it would lie, made of what of its name is harmless: for telling which evidence
///   is missing, never for opening
/// @param problem why
public record Rejected(String name, String path, Problem problem) implements Entry {}
