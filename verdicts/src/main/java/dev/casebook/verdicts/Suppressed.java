package dev.casebook.verdicts;

import java.time.LocalDate;

/// A finding that someone decided to live with for a time. While that lasts it is no longer a
/// verdict, but is named in every report.
///
/// @param until the last day on which it is suppressed, UTC
public record Suppressed(Verdict.Finding finding, String reason, LocalDate until) {}
