package dev.casebook.tables.storage;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file, folder or link with its owner and rights, as a listing tells it: `find` on a live host,
/// `ls -l` of any kind, `namei -l`, and the headers of the archive that is the source, which are
/// read as if `tar -tv` had printed them.
///
/// ```
/// /etc/openvpn:                                                                     (ls -lanR)
/// drwx------ 4 0 0 4096 Nov 22 11:00 pki
///
/// f: /etc/openvpn/pki/crl.pem                                                       (namei -l)
/// drwxr-xr-x root root /
/// drwx------ root root pki
/// -rw-r--r-- root root crl.pem
/// ```
///
/// A folder that was unpacked here tells nothing of the kind: owners and modes in it are this
/// machine's. Nor does an archive of which no member is root's: somebody packed such a folder.
@Row("one file, folder or link, by its rights")
@Compared(
    key = {"path"},
    restless = {"size_bytes", "modified"},
    tells = Compared.Tells.STATE)
public record FileEntry(
    @Column("path on the host") String path,
    @Column("file, folder, link, device, pipe or socket") String type,
    @Column("permission bits as a number: 493 for rwxr-xr-x") int mode,
    @Column("the same as ls writes it, nine letters") String permissions,
    @Column(value = "name or number of its owner, as the listing has it", means = Meaning.USER)
        String owner,
    @Column(value = "name or number of its group, as the listing has it", means = Meaning.USER)
        String group,
    @Column("size in bytes; NULL where it is rounded, as by ls -h") @Nullable Long sizeBytes,
    @Column("when it was last written; NULL where the listing has no year or no zone")
        @Nullable Instant modified,
    @Column("where a link leads, as it is written") @Nullable String target) {

  /// What is under `/etc`, two folders deep under `/var`, and the top itself: enough to follow a
  /// path of settings, keys and logs. find's expressions have no "but", so every other name is told
  /// by its letters.
  static final ArtifactName FOUND =
      ArtifactName.command(
          "find / -xdev -ignore_readdir_race -regextype posix-extended ( -regex"
              + " ^/([^/]{1,2}|[^/]{4,}|[^ev][^/]{2}|e[^t][^/]|et[^c]|v[^a][^/]|va[^r]"
              + "|var/[^/]+/[^/]+)$ -prune -o -true )"
              + " -printf %p\\t%M\\t%u\\t%g\\t%s\\t%T@\\t%l\\n");

  public static final Table<FileEntry> TABLE =
      Table.of("files", FileEntry.class)
          .from(List.of(FOUND), FileListing::parseFound)
          .from(
              List.of(
                  ArtifactName.command("ls -*"),
                  ArtifactName.command("namei -*"),
                  ArtifactName.command("tar -tv*")),
              FileListing::parse)
          .sniff(ArtifactName.command("ls -*"), FileListing::isListing)
          .sniff(ArtifactName.command("namei -*"), head -> head.startsWith("f: /"))
          .example(
              "folders under /etc that only their owner may enter",
              "select path, owner, permissions from files"
                  + " where type = 'folder' and path like '/etc/%' and mode & 9 = 0");
}
