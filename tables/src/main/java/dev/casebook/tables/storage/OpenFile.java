package dev.casebook.tables.storage;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file that a process holds: open, mapped, run, or as its folder. From lsof, fuser, `/proc`, or
/// from Sysinternals' `handle` on Windows.
///
/// ```
/// COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NLINK    NODE NAME                        (lsof +L1)
/// python3 25512 root    5w   REG  254,0   100005     0 3597183 /srv/lab/deleted.log (deleted)
///
/// l-wx------ 1 root root 64 Nov 22 11:00 5 -> /srv/lab/deleted.log (deleted)       (ls -l /proc/25512/fd)
///
///                      USER        PID ACCESS COMMAND                                       (fuser -v)
/// /srv/lab/held.txt:   root      25512 F...m python3
///
/// java.exe           pid: 3016   type: File           1E8: D:\data\orders.db                (handle)
/// ```
///
/// What a thread holds is its process's and is told once. Who may not look into other users'
/// processes sees only their names: that is said in the coverage.
@Row("one file, socket or pipe that one process holds in one way")
@Compared(never = "files are opened and closed from one moment to the next")
public record OpenFile(
    @Column("process id; NULL for the kernel itself, as where a mount holds") @Nullable Integer pid,
    @Column("name of the process, as far as it is shown") @Nullable String program,
    @Column(value = "its user, by name or number, as the evidence has it", means = Meaning.USER)
        @Nullable String user,
    @Column(
            "how it is held: descriptor, cwd, root, program (it is run), memory (it is mapped),"
                + " mount, handle (of Windows)")
        String kind,
    @Column("number of the descriptor or handle") @Nullable Integer descriptor,
    @Column("r, w or rw: how it was opened; a mapping is w only where it writes to the file")
        @Nullable String access,
    @Column("what others may do with it meanwhile, of R, W and D for delete; told by handle alone")
        @Nullable String sharing,
    @Column(
            "REG, DIR, CHR, BLK, FIFO, unix, IPv4, … as lsof says it; File, Section, Key of Windows")
        @Nullable String type,
    @Column(
            "path without `(deleted)`, as the process sees it; what has no path as `pipe`, `[eventfd]`;"
                + " of fuser what was asked for")
        @Nullable String path,
    @Column("whether it has no name any more; NULL where the evidence can't tell")
        @Nullable Boolean deleted,
    @Column("size of the file in bytes") @Nullable Long sizeBytes,
    @Column("device of the file system, MAJOR:MINOR in decimal") @Nullable String device,
    @Column("inode of the file") @Nullable Long inode) {

  public static final Table<OpenFile> TABLE =
      Table.of("open_files", OpenFile.class)
          .from(
              List.of(ProcDescriptors.LINKS, ArtifactName.file("/proc/*/maps")),
              ProcDescriptors::parse)
          .command("lsof *M -n -l -c*", LsofListing::parse)
          .command("lsof -b *M -n -l*", LsofListing::parse)
          .command("lsof *M -n -l", LsofListing::parse)
          .command("lsof -F*", LsofFields::parse)
          .command("lsof*", LsofListing::parse)
          .command("ls -l* /proc/*/fd*", ProcDescriptors::parseListing)
          .command("fuser*", FuserListing::parse)
          .command("handle*", HandleListing::parse)
          .completedBy(ProcDescriptors.TARGETS, ArtifactName.file("/proc/*/stat"))
          .sniff(ArtifactName.command("lsof"), LsofListing::isListing)
          .sniff(ArtifactName.command("lsof -F*"), LsofFields::isListing)
          .sniff(ArtifactName.command("fuser*"), FuserListing::isListing)
          .sniff(ArtifactName.command("handle*"), HandleListing::isListing)
          .sniff(ArtifactName.command("ls -l* /proc/*/fd*"), ProcDescriptors::isListing)
          .example(
              "deleted files that still take room, the largest first",
              "select program, pid, path, size_bytes from open_files"
                  + " where deleted and type = 'REG' order by size_bytes desc")
          .example(
              "who keeps a file system from being unmounted",
              "select distinct program, pid, kind, path from open_files"
                  + " where path = '/srv/data' or path like '/srv/data/%'");

  /// What the kernel and lsof put behind the path of a file without a name.
  static final String DELETED = " (deleted)";

  /// A path without the mark of a deleted file.
  static String named(String path) {
    return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
  }
}
