package dev.casebook.wings.etcd.store;

/// A checksum over a history, and what it was taken of.
///
/// @param value the CRC-32C, unsigned
/// @param compactRevision -1 if there was no compaction
/// @param complete whether every record could be read; else the value says nothing
public record Checksum(long value, long revision, long compactRevision, boolean complete) {}
