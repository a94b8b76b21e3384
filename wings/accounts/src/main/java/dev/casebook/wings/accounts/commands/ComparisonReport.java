package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.report.Amount;
import dev.casebook.report.JsonRows;
import dev.casebook.report.Printable;
import dev.casebook.wings.accounts.decide.Block;
import dev.casebook.wings.accounts.decide.Comparison;
import dev.casebook.wings.accounts.decide.Right;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Who gains and who loses, for people and for programs.
final class ComparisonReport {

  /// Of each kind; somebody who reads more reads JSON.
  private static final int BLOCKS_MAX = 30;

  private static final int RIGHTS_MAX = 6;
  private static final int ROWS_MAX = 3;

  private final Console console;
  private final StringBuilder text = new StringBuilder();

  private ComparisonReport(Console console) {
    this.console = console;
  }

  static void print(Console to, String before, String after, Comparison comparison) {
    new ComparisonReport(to).print(before, after, comparison);
  }

  private void print(String before, String after, Comparison comparison) {
    line(before + " → " + after);
    for (var kind : Right.Kind.values()) {
      var gains = of(comparison.gains(), kind);
      var losses = of(comparison.losses(), kind);
      if (!gains.isEmpty() || !losses.isEmpty()) {
        text.append('\n').append(console.style().bold(title(kind))).append('\n');
        blocks(true, gains);
        blocks(false, losses);
      }
    }
    text.append('\n');
    line(
        comparison.isEmpty()
            ? "nobody gains or loses anything"
            : "%s, %s"
                .formatted(
                    verb(accounts(comparison.gains()), "gains", "gain"),
                    verb(accounts(comparison.losses()), "loses", "lose")));
    console.out().print(text);
  }

  private static String verb(int accounts, String one, String several) {
    return Amount.of(accounts, "account") + " " + (accounts == 1 ? one : several);
  }

  private static List<Block> of(List<Block> blocks, Right.Kind kind) {
    return blocks.stream().filter(block -> block.kind() == kind).toList();
  }

  private static int accounts(List<Block> blocks) {
    var names = new TreeSet<String>();
    blocks.forEach(block -> names.addAll(block.accounts()));
    return names.size();
  }

  private static String title(Right.Kind kind) {
    return switch (kind) {
      case GROUP -> "Groups";
      case SIGN_IN -> "Sign-in on hosts";
      case SUDO -> "Sudo";
      case DATABASE -> "Databases";
      case VPN -> "VPN";
      case APPLICATION -> "Applications";
      case NETWORK -> "Network";
      case PASSAGE -> "Network, to hosts";
      case WAY_IN_FACTOR -> "Second factor asked for";
      case SECOND_FACTOR -> "Second factor asked for, on hosts";
    };
  }

  private void blocks(boolean gained, List<Block> blocks) {
    var word = gained ? console.style().green("gain") : console.style().red("lose");
    for (var block : blocks.subList(0, Math.min(blocks.size(), BLOCKS_MAX))) {
      text.append("  ").append(word).append("  ");
      line(
          "%s: %s%s"
              .formatted(
                  block.who(),
                  some(block.rights(), RIGHTS_MAX),
                  block.where().isEmpty() ? "" : " on " + block.where()));
      text.append("          ");
      text.append(console.style().dim(Printable.line(by(block)))).append('\n');
    }
    if (blocks.size() > BLOCKS_MAX) {
      text.append("  ").append(word);
      line("  and %d more such lines: --json has them".formatted(blocks.size() - BLOCKS_MAX));
    }
  }

  private static String by(Block block) {
    return "by "
        + some(
            block.by().stream().map(by -> by.row() + " (" + by.place() + ")").toList(), ROWS_MAX);
  }

  private static String some(List<String> all, int max) {
    return all.size() <= max + 1
        ? String.join(", ", all)
        : "%s and %d more".formatted(String.join(", ", all.subList(0, max)), all.size() - max);
  }

  private void line(String line) {
    text.append(Printable.line(line)).append('\n');
  }

  static void json(Console to, Comparison comparison) {
    var rows = new JsonRows(to.out());
    rows.columns(List.of("change", "kind", "rights", "accounts", "hosts", "by"));
    Stream.concat(
            comparison.gains().stream().map(block -> row("gain", block)),
            comparison.losses().stream().map(block -> row("lose", block)))
        .forEach(rows::row);
    rows.end();
  }

  private static Object[] row(String change, Block block) {
    return new Object[] {
      change,
      block.kind().word(),
      block.rights(),
      block.accounts(),
      block.hosts(),
      block.by().stream().map(ComparisonReport::object).toList()
    };
  }

  private static Map<String, Object> object(Block.By by) {
    var object = new LinkedHashMap<String, Object>();
    object.put("row", by.row());
    object.put("place", by.place().toString());
    return object;
  }
}
