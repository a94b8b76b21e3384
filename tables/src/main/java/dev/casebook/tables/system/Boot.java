package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A boot of which the journal has lines.
///
/// ```
/// -1 492d1e02b975448b83d9649c70e57cbf Fri 2022-02-04 09:34:04 UTC—Fri 2022-02-04 11:33:06 UTC
///  0 901c1e96f7bd44a28a0d69d9933a9a75 Wed 2022-02-09 22:38:11 UTC Thu 2022-02-10 16:19:27 UTC
/// ```
///
/// A header, and a blank in the place of the dash, came with systemd 254. Source: journalctl(1).
@Row("one boot of which the journal has lines")
@Compared(never = "boots tell what happened on one host")
public record Boot(
    @Column("0 for the last boot, -1 for the one before, …") int position,
    @Column("the kernel's id of the boot") String bootId,
    @Column("time of the first line") @Nullable Instant firstTime,
    @Column("time of the last line; the end of a boot that is over, or of its journal")
        @Nullable Instant lastTime) {

  private static final ArtifactName LIST = ArtifactName.command("journalctl --list-boots");

  private static final Pattern LINE =
      Pattern.compile(
          " *(-?[0-9]{1,9}) ([0-9a-f]{32}) (\\S+ [0-9-]{10} [0-9:]{8} \\S+?)(?:—| )(\\S+ [0-9-]{10} [0-9:]{8}"
              + " \\S+) *");

  public static final Table<Boot> TABLE =
      Table.of("boots", Boot.class)
          .command("journalctl --list-boots", Boot::parse)
          .command("journalctl --no-pager --list-boots", Boot::parse)
          .sniff(
              LIST,
              head -> head.matches("(?s)(?:IDX BOOT ID[^\\n]*\\n)? *-?[0-9]{1,9} [0-9a-f]{32} .*"))
          .example(
              "how long the host was down between boots",
              """
              select b.boot_id, a.last_time as down_from, b.first_time as up_from,
                date_diff('second', a.last_time, b.first_time) as seconds
              from boots a join boots b on b.position = a.position + 1\
              """);

  static void parse(Text text, Rows<Boot> rows) {
    var zone = text.facts().zone();
    for (var line : text.lines()) {
      var boot = LINE.matcher(line.text());
      var position = boot.matches() ? Digits.small(boot.group(1)) : null;
      if (position != null) {
        rows.add(
            line,
            new Boot(
                position,
                boot.group(2),
                HostTime.parse(boot.group(3), zone).orElse(null),
                HostTime.parse(boot.group(4), zone).orElse(null)));
      } else if (!line.isNoise() && !line.text().startsWith("IDX ")) {
        rows.reject(line, "not a boot");
      }
    }
  }
}
