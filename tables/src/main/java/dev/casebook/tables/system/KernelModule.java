package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A loadable module that the kernel holds, from `/proc/modules` or `lsmod`; what is built in is
/// not listed.
///
/// ```
/// nf_conntrack 180224 6 nf_nat,xt_conntrack, Live 0xffffffffc0a1c000 (OE)
///
/// Module                  Size  Used by
/// nf_conntrack          180224  6 nf_nat,xt_conntrack
/// ```
@Row("one loaded kernel module")
@Compared(
    key = {"module"},
    restless = {"size_bytes", "use_count", "used_by"},
    tells = Compared.Tells.SETTING)
public record KernelModule(
    @Column("name, with underscores") String module,
    @Column("memory it takes, in bytes") long sizeBytes,
    @Column("how many hold it; negative where modules can't be unloaded") int useCount,
    @Column("modules that hold it, with commas between; empty if none does") String usedBy,
    @Column("Live, Loading or Unloading; NULL from lsmod") @Nullable String state,
    @Column("letters of what taints it, such as O out of tree, E unsigned; NULL if none is told")
        @Nullable String taints) {

  public static final Table<KernelModule> TABLE =
      Table.of("kernel_modules", KernelModule.class)
          .file("/proc/modules", KernelModule::parse)
          .command("lsmod", KernelModule::parse)
          .sniff(ArtifactName.command("lsmod"), head -> head.matches("(?s)Module +Size +Used by.*"))
          .sniff(
              ArtifactName.file("/proc/modules"),
              head -> head.matches("(?s)\\S+ \\d+ -?\\d+ \\S+ (?:Live|Loading|Unloading) 0x.*"))
          .example(
              "what is loaded from outside the kernel's tree",
              "select module, taints from kernel_modules where taints like '%O%'");

  static void parse(Text text, Rows<KernelModule> rows) {
    for (var line : text.lines()) {
      var words = line.words();
      boolean heading = words.length > 2 && words[0].equals("Module") && words[1].equals("Size");
      if (words.length == 0 || heading) {
        continue;
      }
      if (words.length < 3) {
        rows.reject(line, "fewer than three columns");
        continue;
      }
      try {
        row(line, words, rows);
      } catch (NumberFormatException e) {
        rows.reject(line, "a size or count that is not a number");
      }
    }
  }

  private static void row(Line line, String[] words, Rows<KernelModule> rows) {
    var last = words[words.length - 1];
    rows.add(
        line,
        new KernelModule(
            words[0],
            Long.parseLong(words[1]),
            words[2].equals("-") ? 0 : Integer.parseInt(words[2]),
            words.length > 3 ? holders(words[3]) : "",
            words.length > 4 ? words[4] : null,
            last.startsWith("(") ? last.substring(1, last.length() - 1) : null));
  }

  /// The names in `nf_nat,xt_conntrack,`, without `-` for none and `[permanent]` for never
  /// unloaded.
  private static String holders(String cell) {
    return Arrays.stream(cell.split(","))
        .filter(name -> !name.isEmpty() && !name.equals("-") && !name.startsWith("["))
        .collect(Collectors.joining(","));
  }
}
