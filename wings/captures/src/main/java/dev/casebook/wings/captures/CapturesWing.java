package dev.casebook.wings.captures;

import dev.casebook.console.Wing;
import dev.casebook.evidence.Rewritable;
import dev.casebook.tables.Table;
import dev.casebook.wings.captures.commands.CaptureCommand;
import dev.casebook.wings.captures.rewrite.CaptureRewriting;
import dev.casebook.wings.captures.tables.ArpEntry;
import dev.casebook.wings.captures.tables.Capture;
import dev.casebook.wings.captures.tables.DhcpExchange;
import dev.casebook.wings.captures.tables.DnsQuery;
import dev.casebook.wings.captures.tables.Echo;
import dev.casebook.wings.captures.tables.Flow;
import dev.casebook.wings.captures.tables.Packet;
import java.nio.file.Path;
import java.util.List;

/// The wing of network captures.
public final class CapturesWing implements Wing {

  @Override
  public List<Table<?>> tables() {
    return List.of(
        Capture.TABLE,
        Packet.TABLE,
        Flow.TABLE,
        Echo.TABLE,
        DhcpExchange.TABLE,
        DnsQuery.TABLE,
        ArpEntry.TABLE);
  }

  /// Captures that are there are asked with `casebook sql` and notes.
  @Override
  public List<Subcommand> commands() {
    return List.of(new Subcommand("capture", CaptureCommand::outline, CaptureCommand::line));
  }

  @Override
  public List<List<String>> rehearsals(Path examples) {
    var file = examples.resolve("lost-echoes.pcap").toString();
    return List.of(
        List.of("sql", "select info from packets", file),
        List.of("sql", "select * from flows", file),
        List.of("sql", "select * from echoes where unanswered", file),
        List.of("capture", "--help"));
  }

  @Override
  public List<Rewritable> rewritables() {
    return List.of(new CaptureRewriting());
  }
}
