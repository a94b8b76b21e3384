package dev.casebook.redaction;

/// Words that are names in one file alone, since they are short or stand in every text.
///
/// @param isHead whether they are so only once a line, where a log has its host
record Local(Vocabulary words, boolean isHead) {}
