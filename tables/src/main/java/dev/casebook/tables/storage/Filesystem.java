package dev.casebook.tables.storage;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The room on a mounted file system, as df(1) tells it; inodes from its sibling `df -i`.
///
/// ```
/// Filesystem     1K-blocks     Used Available Use% Mounted on
/// /dev/vda       264212084 26442696  79948216  25% /
///
/// Filesystem        Inodes  IUsed    IFree IUse% Mounted on
/// /dev/vda        16777216 412345 16364871    3% /
/// ```
///
/// Used and available do not add up to the size: some blocks are reserved. File systems without
/// blocks or inodes of their own (proc, btrfs' inodes) have zeros and no percentage.
@Row("the room on one mounted file system")
@Compared(
    key = {"target"},
    restless = {
      "used_bytes",
      "available_bytes",
      "use_percent",
      "inodes",
      "inodes_used",
      "inodes_free",
      "inode_use_percent"
    },
    tells = Compared.Tells.STATE)
public record Filesystem(
    @Column(value = "device, share or name that is mounted", means = Meaning.SHARE) String source,
    @Column("type of file system; NULL where neither df nor the mounts tell") @Nullable String type,
    @Column("where it is mounted") String target,
    @Column("bytes in all") @Nullable Long sizeBytes,
    @Column("bytes in use") @Nullable Long usedBytes,
    @Column("bytes that users may still write") @Nullable Long availableBytes,
    @Column("percent in use of what users may write, rounded up") @Nullable Integer usePercent,
    @Column("inodes in all") @Nullable Long inodes,
    @Column("inodes in use") @Nullable Long inodesUsed,
    @Column("inodes free") @Nullable Long inodesFree,
    @Column("percent of inodes in use, rounded up") @Nullable Integer inodeUsePercent) {

  private static final ArtifactName[] INODES = {
    ArtifactName.command("df -ali -x autofs"),
    ArtifactName.command("df -ali*"),
    ArtifactName.command("df -li*"),
    ArtifactName.command("df -i*")
  };

  private static final ArtifactName[] MOUNTS = {
    ArtifactName.file("/proc/mounts"), ArtifactName.file("/proc/self/mounts")
  };

  public static final Table<Filesystem> TABLE =
      Table.of("filesystems", Filesystem.class)
          .command("df -al -x autofs", Filesystem::parse)
          .command("df -al", Filesystem::parse)
          .command("df -alP*", Filesystem::parse)
          .command("df -alT*", Filesystem::parse)
          .command("df -k*", Filesystem::parse)
          .command("df -P*", Filesystem::parse)
          .command("df -T*", Filesystem::parse)
          .command("df -B*", Filesystem::parse)
          .command("df -m*", Filesystem::parse)
          .command("df -h*", Filesystem::parse)
          .command("df -a", Filesystem::parse)
          .command("df -l", Filesystem::parse)
          .command("df", Filesystem::parse)
          .command("df -ali*", Filesystem::parse)
          .command("df -li*", Filesystem::parse)
          .command("df -i*", Filesystem::parse)
          .completedBy(INODES)
          .completedBy(MOUNTS)
          .sniff(
              ArtifactName.command("df -ali*"),
              head -> head.startsWith("Filesystem ") && head.contains(" IUsed "))
          .sniff(
              ArtifactName.command("df"),
              head -> head.startsWith("Filesystem ") && head.contains(" Mounted on"))
          .example(
              "what is full, or has no inodes left",
              "select target, use_percent, inode_use_percent from filesystems"
                  + " where use_percent >= 95 or inode_use_percent >= 95");

  static void parse(Text text, Rows<Filesystem> rows) {
    var listing = DfListing.of(text, rows::reject);
    var inodes = listing.isOfInodes() ? listing : inodes(text);
    var types = types(text);
    if (listing.isOfInodes()) {
      rows.lacksValues("tells inodes only, and there is no df of bytes beside it");
    } else if (inodes.entries().isEmpty()) {
      rows.lacksValues("tells no inodes, and there is no df -i beside it");
    }
    for (var entry : listing.entries()) {
      var room = listing.isOfInodes() ? DfListing.Counts.UNKNOWN : entry.counts();
      var nodes = inodes.counts(entry);
      var type = entry.type() == null ? types.get(entry.target()) : entry.type();
      rows.add(
          entry.line(),
          new Filesystem(
              entry.source(),
              type,
              entry.target(),
              room.all(),
              room.used(),
              room.free(),
              room.percent(),
              nodes.all(),
              nodes.used(),
              nodes.free(),
              nodes.percent()));
    }
  }

  /// The sibling's complaints are its own: here it only completes columns.
  private static DfListing inodes(Text text) {
    return text.beside(INODES)
        .map(sibling -> DfListing.of(sibling, (_, _) -> {}))
        .filter(DfListing::isOfInodes)
        .orElse(DfListing.EMPTY);
  }

  /// Types by target; of two mounts on one the later, which is the one to be seen.
  private static Map<String, String> types(Text text) {
    var types = new HashMap<String, String>();
    var taker = Rows.<Mount>into(mount -> types.put(mount.target(), mount.type()));
    text.beside(MOUNTS).ifPresent(mounts -> Mount.parseMounts(mounts, taker));
    return types;
  }
}
