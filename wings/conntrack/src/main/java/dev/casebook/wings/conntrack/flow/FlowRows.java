package dev.casebook.wings.conntrack.flow;

import dev.casebook.formats.conntrack.ConntrackEntry;
import java.io.IOException;

/// Writes entries in some form, one after the other as they come.
public interface FlowRows {

  /// @param nowMs when, in milliseconds since 1970
  void row(Happening happening, long nowMs, ConntrackEntry entry) throws IOException;

  /// Lets what was written be seen.
  void flush() throws IOException;

  /// After the last.
  void end() throws IOException;
}
