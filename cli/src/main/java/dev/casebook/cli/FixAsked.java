package dev.casebook.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the examination of a fix is to know besides its host. The journal keeps it a line each, so
/// that whoever goes on with the change examines in the same way.
///
/// @param parameters of notes, `NOTE.PARAMETER` to value
/// @param beside other sources of the same incident
record FixAsked(Map<String, String> parameters, List<String> beside) {

  static final FixAsked NOTHING = new FixAsked(Map.of(), List.of());

  private static final String SET = "set ";
  private static final String BESIDE = "beside ";

  FixAsked {
    parameters = Map.copyOf(parameters);
    beside = List.copyOf(beside);
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    parameters.forEach((name, value) -> lines.add(SET + name + "=" + value));
    lines.sort(String::compareTo);
    beside.forEach(source -> lines.add(BESIDE + source));
    return lines;
  }

  /// What this version does not know is passed over.
  static FixAsked of(List<String> lines) {
    var parameters = new LinkedHashMap<String, String>();
    var beside = new ArrayList<String>();
    for (var line : lines) {
      int equals = line.indexOf('=');
      if (line.startsWith(SET) && equals > 0) {
        parameters.put(line.substring(SET.length(), equals), line.substring(equals + 1));
      } else if (line.startsWith(BESIDE)) {
        beside.add(line.substring(BESIDE.length()));
      }
    }
    return new FixAsked(parameters, beside);
  }
}
