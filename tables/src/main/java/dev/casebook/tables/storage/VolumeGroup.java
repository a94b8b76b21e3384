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

/// A volume group of LVM, as vgs(8) shows it.
///
/// ```
/// VG   #PV #LV #SN Attr   VSize   VFree
/// data   1   1   0 wz--n- 99.98g    0
/// ```
@Row("one volume group of LVM")
@Compared(
    key = {"name"},
    restless = {"free_bytes"})
public record VolumeGroup(
    @Column("its name") String name,
    @Column("size in bytes, to the digits that are printed") @Nullable Long bytes,
    @Column("bytes of it that no volume has") @Nullable Long freeBytes,
    @Column("physical volumes in it") @Nullable Integer physicalVolumes,
    @Column("logical volumes in it") @Nullable Integer logicalVolumes,
    @Column("whether it can be written to") boolean writable,
    @Column("whether a physical volume of it is missing") boolean partial,
    @Column("the letters as they stand: wz--n-") String attributes) {

  private static final ArtifactName ALL = ArtifactName.command("vgs *");

  public static final Table<VolumeGroup> TABLE =
      Table.of("volume_groups", VolumeGroup.class)
          .from(List.of(ALL, ArtifactName.command("vgs")), VolumeGroup::parse)
          .sniff(ALL, head -> LvmReport.isHead(head, "VG", "VSize"))
          .example(
              "groups that lack a disk, and the room that is left",
              "select name, partial, bytes, free_bytes from volume_groups");

  private static void parse(Text text, Rows<VolumeGroup> rows) {
    LvmReport.parse(text, "VG", rows, VolumeGroup::of);
  }

  private static VolumeGroup of(Map<String, String> cells) {
    return new VolumeGroup(
        cells.getOrDefault("VG", ""),
        LvmReport.bytes(cells.get("VSize")),
        LvmReport.bytes(cells.get("VFree")),
        LvmReport.count(cells.get("#PV")),
        LvmReport.count(cells.get("#LV")),
        LvmReport.attribute(cells, 0) == 'w',
        LvmReport.attribute(cells, 3) == 'p',
        cells.getOrDefault("Attr", ""));
  }
}
