package dev.casebook.evidence.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What an archive held: its members by path, the wanted ones with their bytes in a [Spool], and
/// everything that was wrong.
public final class Contents {
  /// Memory that one listed member takes beside its path's characters, counted in.
  private static final int ITEM_BYTES = 250;

  private final Map<String, Item> items = new LinkedHashMap<>();
  private final List<Refused> refused = new ArrayList<>();
  private final Problems problems;
  private final long listingMax;
  private long listed;
  private long unlisted;

  /// A member of the archive.
  ///
  /// @param member as the archive describes it
  /// @param bytes what it holds, if it was wanted and is a file
  /// @param problem what is wrong with those bytes: they are truncated or damaged
  public record Item(Member member, Optional<Spool.Region> bytes, Optional<Problem> problem) {}

  /// A member that was passed over.
  ///
  /// @param path where it would lie; see [Rejected]
  public record Refused(String path, String reason) {}

  private Contents(Limits limits) {
    problems = new Problems(limits.problems());
    listingMax = limits.listingMax();
  }

  /// Reads an archive to its end. Of members with the same path the last one counts, as when
  /// extracting.
  ///
  /// @param wanted which files to keep; asked of files only
  public static Contents read(ArchiveReader archive, Predicate<Member> wanted, Spool spool) {
    var contents = new Contents(archive.limits);
    for (var next = archive.next(); next.isPresent(); next = archive.next()) {
      switch (next.get()) {
        case Member member -> contents.add(item(archive, member, wanted, spool));
        case Rejected rejected -> contents.refuse(rejected);
      }
    }
    archive.problems().forEach(contents.problems::add);
    if (contents.unlisted > 0) {
      contents.problems.add(
          Problem.of(
              Problem.Kind.LIMIT,
              "%d more members than can be listed".formatted(contents.unlisted)));
    }
    return contents;
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

  private boolean hasRoom(int characters) {
    listed += ITEM_BYTES + 2L * characters;
    boolean room = listed <= listingMax;
    unlisted += room ? 0 : 1;
    return room;
  }

  private void refuse(Rejected rejected) {
    if (hasRoom(rejected.path().length())) {
      refused.add(new Refused(rejected.path(), rejected.problem().reason()));
    }
  }

  private void add(Item item) {
    var path = item.member().path();
    items.remove(path);
    if (!hasRoom(path.length() + item.member().target().length())) {
      return;
    }
    items.put(path, item);
    item.bytes()
        .flatMap(Spool.Region::problem)
        .ifPresent(problem -> problems.add(problem.in(path)));
  }

  /// All members that are listed, in the archive's order.
  public Collection<Item> items() {
    return Collections.unmodifiableCollection(items.values());
  }

  /// Members that were passed over and are listed.
  public List<Refused> refused() {
    return Collections.unmodifiableList(refused);
  }

  public Optional<Item> item(String path) {
    return Optional.ofNullable(items.get(path));
  }

  /// Everything that was wrong, with members' names.
  public List<Problem> problems() {
    return problems.list();
  }
}
