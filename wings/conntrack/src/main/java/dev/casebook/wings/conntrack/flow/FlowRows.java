package dev.casebook.wings.conntrack.flow;

import dev.casebook.formats.conntrack.ConntrackEntry;
import java.io.IOException;

/// Writes entries in some form, one after the other as they come.
public interface FlowRows {

  /// @param nowMs when, in milliseconds since 1970
  /// @param portId of the netlink socket whose owner caused it, or 0 for the kernel itself
  void row(Happening happening, long nowMs, long portId, ConntrackEntry entry) throws IOException;

  /// Lets what was written be seen.
  void flush() throws IOException;

  /// After the last.
  void end() throws IOException;
}
