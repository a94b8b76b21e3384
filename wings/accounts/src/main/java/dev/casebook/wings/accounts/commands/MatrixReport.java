package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.report.CsvRows;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import dev.casebook.wings.accounts.decide.Block;
import java.util.List;

/// Who reaches what, for people and for programs.
final class MatrixReport {

  private MatrixReport() {}

  static void table(Console to, List<Block> blocks) {
    var rows = TableRows.whole(to.out(), to.style());
    rows.columns(List.of("services", "hosts", "accounts"));
    for (var block : blocks) {
      rows.row(new Object[] {String.join(", ", block.rights()), block.where(), block.who()});
    }
    rows.end();
  }

  static void json(Console to, List<Block> blocks) {
    var rows = new JsonRows(to.out());
    rows.columns(List.of("services", "hosts", "accounts"));
    for (var block : blocks) {
      rows.row(new Object[] {block.rights(), block.hosts(), block.accounts()});
    }
    rows.end();
  }

  static void csv(Console to, List<Block> blocks) {
    var rows = new CsvRows(to.out(), to.style());
    rows.columns(List.of("account", "host", "service"));
    for (var block : blocks) {
      for (var account : block.accounts()) {
        for (var host : block.hosts()) {
          for (var service : block.rights()) {
            rows.row(new Object[] {account, host, service});
          }
        }
      }
    }
    rows.end();
  }
}
