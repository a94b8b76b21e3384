package dev.casebook.wings.etcd.store;

/// What the keys with one beginning take in the file.
///
/// @param prefix the beginning, up to and with a slash; a key that has fewer slashes stands for
///   itself
public record PrefixUsage(String prefix, Usage usage) {}
