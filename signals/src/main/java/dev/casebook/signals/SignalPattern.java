package dev.casebook.signals;

import java.util.List;

/// One signal to look for.
///
/// @param note the id of the note whose signal it is
/// @param name the signal's own
/// @param in which logs can carry it: programs, units, or parts of log paths; empty for any
/// @param regex with named groups
public record SignalPattern(String note, String name, List<String> in, String regex) {
  public SignalPattern {
    in = List.copyOf(in);
  }
}
