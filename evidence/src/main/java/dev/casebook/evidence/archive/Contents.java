package dev.casebook.evidence.archive;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The reading of an archive to its end: hands over its members one by one, the wanted ones with
/// their bytes in a [Spool], as many as can be listed.
public final class Contents {
  /// Memory that a member takes where it is listed, beside the characters of its own name.
  private static final int NAME_BYTES = 150;

  /// The same of a folder, beside its path's characters.
  private static final int FOLDER_BYTES = 400;

  /// Shares of the list's memory: of members that are wanted, and of links, which may lead to them.
  /// Neither is crowded out by members that nobody asks for, however many come before.
  private static final int WANTED_SHARE = 2;

  private static final int LINKS_SHARE = 4;

  private final Listing listing;
  private final Room wanted;
  private final Room links;
  private final Room others;
  private final Problems problems;
  private long unlisted;

  /// Where members go, in the archive's order. Of those with the same path the last one counts, as
  /// when extracting.
  public interface Listing {
    void take(Item item);

    /// A member that was passed over.
    void refuse(Rejected rejected);
  }

  /// A member of the archive.
  ///
  /// @param member as the archive describes it
  /// @param bytes what it holds, if it was wanted and is a file
  /// @param problem what is wrong with those bytes: they are truncated or damaged
  public record Item(Member member, Optional<Spool.Region> bytes, Optional<Problem> problem) {}

  private Contents(Limits limits, Listing listing) {
    this.listing = listing;
    problems = new Problems(limits.problems());
    long max = limits.listingMax();
    wanted = new Room(max / WANTED_SHARE);
    links = new Room(max / LINKS_SHARE);
    others = new Room(max - max / WANTED_SHARE - max / LINKS_SHARE);
  }

  /// Reads an archive to its end, and says everything that was wrong, with members' names.
  ///
  /// @param wanted which files to keep; asked of files only
  public static List<Problem> read(
      ArchiveReader archive, Predicate<Member> wanted, Spool spool, Listing listing) {
    var contents = new Contents(archive.limits, listing);
    for (var next = archive.next(); next.isPresent(); next = archive.next()) {
      switch (next.get()) {
        case Member member -> contents.list(item(archive, member, wanted, spool));
        case Rejected rejected -> contents.list(rejected);
      }
    }
    archive.problems().forEach(contents.problems::add);
    if (contents.unlisted > 0) {
      contents.problems.add(
          Problem.of(
              Problem.Kind.LIMIT,
              "%d more members than can be listed".formatted(contents.unlisted)));
    }
    return contents.problems.list();
  }

  private static Item item(
      ArchiveReader archive, Member member, Predicate<Member> wanted, Spool spool) {
    if (member.kind() != Member.Kind.FILE || !wanted.test(member)) {
      return new Item(member, Optional.empty(), Optional.empty());
    }
    var content = archive.content();
    var region = spool.keep(content);
    return new Item(member, Optional.of(region), content.problem().or(region::problem));
  }

  private void list(Item item) {
    var member = item.member();
    var room =
        switch (member.kind()) {
          case FILE -> item.bytes().isPresent() ? wanted : others;
          case SYMBOLIC_LINK, HARD_LINK -> links;
          case DIRECTORY -> others;
        };
    if (isListed(room, member.path(), member.target().length())) {
      listing.take(item);
      item.bytes()
          .flatMap(Spool.Region::problem)
          .ifPresent(problem -> problems.add(problem.in(member.path())));
    }
  }

  private void list(Rejected rejected) {
    if (isListed(others, rejected.path(), 0)) {
      listing.refuse(rejected);
    }
  }

  private boolean isListed(Room room, String path, int targetLength) {
    boolean listed = room.takes(path, targetLength);
    unlisted += listed ? 0 : 1;
    return listed;
  }

  /// What a part of the list may take of the memory.
  private static final class Room {
    private final long max;
    private long used;
    private String before = "";

    Room(long max) {
      this.max = max;
    }

    boolean takes(String path, int targetLength) {
      int slash = path.lastIndexOf('/');
      long bytes =
          NAME_BYTES + 2L * (path.length() - slash + targetLength) + newFolders(path, slash);
      if (used + bytes > max) {
        return false;
      }
      used += bytes;
      before = path;
      return true;
    }

    /// What those folders of a path take, each with its whole path, in which the member before does
    /// not lie: one that is come back to is counted again.
    private long newFolders(String path, int end) {
      long bytes = 0;
      for (int slash = end; slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        if (before.regionMatches(0, path, 0, slash + 1)) {
          break;
        }
        bytes += FOLDER_BYTES + 2L * slash;
      }
      return bytes;
    }
  }
}
