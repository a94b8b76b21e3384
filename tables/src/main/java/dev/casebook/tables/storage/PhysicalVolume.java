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

/// A physical volume of LVM, as pvs(8) shows it; with `-a` each other block device too.
///
/// ```
/// PV         VG   Fmt  Attr PSize  PFree
/// /dev/sda2  data lvm2 a--  99.98g    0
/// /dev/sda1            ---      0     0
/// ```
@Row("one physical volume of LVM, or a device that could be one")
@Compared(
    key = {"device"},
    restless = {"free_bytes"},
    ofHost = {"uuid"})
public record PhysicalVolume(
    @Column("its device; [unknown] where it is missing") String device,
    @Column("its volume group; NULL of none") @Nullable String volumeGroup,
    @Column("form of its metadata, lvm2; NULL of a device that is no physical volume")
        @Nullable String format,
    @Column("size in bytes, to the digits that are printed") @Nullable Long bytes,
    @Column("bytes of it that no volume has") @Nullable Long freeBytes,
    @Column("unique id, where it is printed") @Nullable String uuid,
    @Column("whether volumes may be put on it") boolean allocatable,
    @Column("whether its group looks for it in vain") boolean missing,
    @Column("the letters as they stand: a--") String attributes) {

  private static final ArtifactName ALL = ArtifactName.command("pvs *");

  public static final Table<PhysicalVolume> TABLE =
      Table.of("physical_volumes", PhysicalVolume.class)
          .from(List.of(ALL, ArtifactName.command("pvs")), PhysicalVolume::parse)
          .sniff(ALL, head -> LvmReport.isHead(head, "PV", "PSize"))
          .example(
              "which disks a group lies on, and which are missing",
              """
              select volume_group, device, missing, bytes, free_bytes from physical_volumes
              where volume_group is not null order by volume_group, device\
              """);

  private static void parse(Text text, Rows<PhysicalVolume> rows) {
    LvmReport.parse(text, "PV", rows, PhysicalVolume::of);
  }

  private static PhysicalVolume of(Map<String, String> cells) {
    return new PhysicalVolume(
        cells.getOrDefault("PV", ""),
        cells.get("VG"),
        cells.get("Fmt"),
        LvmReport.bytes(cells.get("PSize")),
        LvmReport.bytes(cells.get("PFree")),
        cells.get("PV UUID"),
        LvmReport.attribute(cells, 0) == 'a',
        LvmReport.attribute(cells, 2) == 'm',
        cells.getOrDefault("Attr", ""));
  }
}
