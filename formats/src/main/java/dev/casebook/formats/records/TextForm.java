package dev.casebook.formats.records;

import java.util.function.Function;

/// A type that travels as its text, such as a path.
///
/// @param value may throw an `IllegalArgumentException` of a text that is none of its
public record TextForm<V>(Class<V> type, Function<V, String> text, Function<String, V> value) {}
