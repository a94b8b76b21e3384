package dev.casebook.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// Reads an archive of a stranger once, as a stream: names are cleaned, what is wanted is kept in
/// the spool, what is bad is reported by name and skipped.
final class ArchiveFile {

  /// A bundle of a large host has some 2 GB of logs; past this, members are cut and say so.
  private static final long SPOOL_BYTES_MAX = 4L * 1024 * 1024 * 1024;

  /// As long as a path can be on Linux (`PATH_MAX`).
  private static final int NAME_MAX = 4096;

  private final Wanted wanted;
  private final Spool spool = new Spool(SPOOL_BYTES_MAX);
  private final Members members = new Members(spool);

  private ArchiveFile(Wanted wanted) {
    this.wanted = wanted;
  }

  /// The tree of an archive; empty if the file is none.
  static Optional<FileTree> open(Path path, FileTree.Opening opening, Wanted wanted)
      throws IOException {
    var archive = new ArchiveFile(wanted);
    try (var raw = opening.open();
        var in = new BufferedInputStream(Decompression.of(raw), 1 << 18)) {
      in.mark(1024);
      byte[] head = in.readNBytes(512);
      in.reset();
      if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] <= 6) {
        archive.zip(path);
      } else if (TarArchiveInputStream.matches(head, head.length)) {
        archive.tar(in);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(archive.members);
  }

  private void tar(InputStream in) {
    try (var tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (members.isFull()) {
          members.problem("more than " + Members.ENTRIES_MAX + " entries; the rest is not read");
          return;
        }
        take(entry, tar);
      }
    } catch (IOException | RuntimeException e) {
      members.problem("the archive is damaged from here on: " + e.getMessage());
    }
  }

  private void take(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    var name = clean(entry.getName());
    if (name.isEmpty()) {
      return;
    }
    if (entry.isSymbolicLink() || entry.isLink()) {
      members.link(name.get(), entry.isLink() ? "/" + entry.getLinkName() : entry.getLinkName());
    } else if (entry.isDirectory()) {
      members.folder(name.get());
    } else if (entry.isFile() && !entry.isSparse()) {
      file(name.get(), entry.getSize(), instant(entry.getLastModifiedDate()), tar);
    } else {
      members.problem(name.get() + ": is no regular file; skipped");
    }
  }

  private void zip(Path path) throws IOException {
    try (var zip = ZipFile.builder().setPath(path).get()) {
      var entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements() && !members.isFull()) {
        take(entries.nextElement(), zip);
      }
    } catch (RuntimeException e) {
      throw new IOException("damaged zip: " + e.getMessage(), e);
    }
  }

  private void take(ZipArchiveEntry entry, ZipFile zip) {
    var name = clean(entry.getName());
    if (name.isEmpty()) {
      return;
    }
    try {
      if (entry.isDirectory()) {
        members.folder(name.get());
      } else if (entry.isUnixSymlink()) {
        members.link(name.get(), zip.getUnixSymlink(entry));
      } else {
        try (var in = zip.getInputStream(entry)) {
          file(name.get(), entry.getSize(), instant(entry.getLastModifiedDate()), in);
        }
      }
    } catch (IOException | RuntimeException e) {
      members.problem(name.get() + ": can't be read: " + e.getMessage());
    }
  }

  private void file(String name, long size, Instant modified, InputStream in) throws IOException {
    if (!wanted.wants(name)) {
      members.unwanted(name, size, modified);
      return;
    }
    var kept = spool.keep(in, why -> members.problem(name + ": is not whole: " + why));
    members.file(name, size, modified, kept);
  }

  private static Instant instant(Date date) {
    return date.toInstant();
  }

  /// The member's path below the archive's root; empty, and reported, if it can't be one.
  private Optional<String> clean(String name) {
    if (name.length() > NAME_MAX || name.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      members.problem("a member's name is too long or has control characters; skipped");
      return Optional.empty();
    }
    var path = new StringBuilder();
    for (var part : name.split("/")) {
      if (part.equals("..")) {
        members.problem(name + ": leads out of the archive; skipped");
        return Optional.empty();
      }
      if (!part.isEmpty() && !part.equals(".")) {
        path.append(path.isEmpty() ? "" : "/").append(part);
      }
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(path.toString());
  }
}
