package dev.casebook.verdicts;

/// One line that proves a finding.
///
/// @param at where it stands: `file:line`, as the source names the file
/// @param text the line itself, as it was found
public record Evidence(String at, String text) {}
