package dev.casebook.wings.lines.commands;

import dev.casebook.wings.lines.ping.Event;
import dev.casebook.wings.lines.ping.Tally;
import java.util.List;

/// Where a run's events go.
sealed interface PingOutput permits PingReport, PingRows {

  void begin();

  void event(Event event);

  /// @param reasons what connection trackers hold of what has no reply
  void summary(Tally tally, List<String> reasons);
}
