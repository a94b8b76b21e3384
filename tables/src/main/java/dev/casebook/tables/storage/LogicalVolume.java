package dev.casebook.tables.storage;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A logical volume of LVM, as lvs(8) shows it: what lsblk does not tell of it, such as how full a
/// thin pool is.
///
/// ```
/// LV   VG   Attr       LSize  Pool  Origin Data%  Meta%  …
/// root data -wi-ao---- 99.98g
/// ```
@Row("one logical volume of LVM")
@Compared(
    key = {"volume_group", "name"},
    restless = {"data_percent", "metadata_percent", "copy_percent"})
public record LogicalVolume(
    @Column("its name; in brackets where LVM keeps it for itself") String name,
    @Column("its volume group") String volumeGroup,
    @Column("volume, thin, thin pool, snapshot, origin, raid, mirror, cache, …") String kind,
    @Column("whether it is active") boolean active,
    @Column("whether something has it open, such as a mount") boolean open,
    @Column("whether it lacks something: a device, a valid snapshot, a check or a refresh")
        boolean damaged,
    @Column("size in bytes, to the digits that are printed") @Nullable Long bytes,
    @Column("thin pool or cache that it lies in") @Nullable String pool,
    @Column("volume that it is a snapshot of, or came from") @Nullable String originVolume,
    @Column("how full a snapshot, thin volume or pool is, in percent") @Nullable Double dataPercent,
    @Column("how full the metadata of a pool is, in percent") @Nullable Double metadataPercent,
    @Column("how far a mirror, raid or move is in step, in percent") @Nullable Double copyPercent,
    @Column("the letters as they stand: -wi-ao----") String attributes) {

  private static final ArtifactName ALL = ArtifactName.command("lvs *");

  public static final Table<LogicalVolume> TABLE =
      Table.of("logical_volumes", LogicalVolume.class)
          .from(List.of(ALL, ArtifactName.command("lvs")), LogicalVolume::parse)
          .sniff(ALL, head -> LvmReport.isHead(head, "LV", "LSize"))
          .example(
              "pools and snapshots that are nearly full",
              """
              select volume_group, name, kind, data_percent, metadata_percent from logical_volumes
              where greatest(data_percent, metadata_percent) > 90\
              """);

  private static void parse(Text text, Rows<LogicalVolume> rows) {
    LvmReport.parse(text, "LV", rows, LogicalVolume::of);
  }

  private static LogicalVolume of(Map<String, String> cells) {
    return new LogicalVolume(
        cells.getOrDefault("LV", ""),
        cells.getOrDefault("VG", ""),
        kind(LvmReport.attribute(cells, 0)),
        "aI".indexOf(LvmReport.attribute(cells, 4)) >= 0,
        LvmReport.attribute(cells, 5) == 'o',
        "ISMmcC".indexOf(LvmReport.attribute(cells, 4)) >= 0
            || "prmFXDM".indexOf(LvmReport.attribute(cells, 8)) >= 0,
        LvmReport.bytes(cells.get("LSize")),
        cells.get("Pool"),
        cells.get("Origin"),
        LvmReport.percent(cells.get("Data%")),
        LvmReport.percent(cells.get("Meta%")),
        LvmReport.percent(cells.get("Cpy%Sync")),
        cells.getOrDefault("Attr", ""));
  }

  /// The first letter of the attributes; see lvs(8).
  private static String kind(char letter) {
    return switch (letter) {
      case '-' -> "volume";
      case 'C' -> "cache";
      case 'm', 'M' -> "mirror";
      case 'o', 'O' -> "origin";
      case 'r', 'R' -> "raid";
      case 's', 'S' -> "snapshot";
      case 'p' -> "pvmove";
      case 'v' -> "virtual";
      case 'i', 'I' -> "image";
      case 'l' -> "mirror log";
      case 'c' -> "conversion";
      case 'V' -> "thin";
      case 't' -> "thin pool";
      case 'T' -> "thin pool data";
      case 'e' -> "metadata";
      case 'd' -> "vdo pool";
      default -> "other";
    };
  }
}
