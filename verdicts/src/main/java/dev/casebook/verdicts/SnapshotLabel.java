package dev.casebook.verdicts;

/// What a report has to know of a snapshot to name it.
///
/// @param source that holds it, as the user named it; two sources may show the same host
/// @param host that it shows
public record SnapshotLabel(String source, String host) {}
