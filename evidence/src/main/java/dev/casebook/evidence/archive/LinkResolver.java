package dev.casebook.evidence.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where paths lead once links are followed, inside one folder of an archive that stands for a
/// host's root.
///
/// Pure: it sees members only. Absolute targets begin at that root, as they did on the host;
/// nothing leads out of it.
public final class LinkResolver {
  /// Links followed for one path: the kernel's MAXSYMLINKS (include/linux/namei.h).
  public static final int LINKS_MAX = 40;

  private final List<String> root;
  private final Function<String, Optional<Member>> members;

  /// @param root path of the folder that stands for `/`; empty for the archive's top
  /// @param members a member by its path in the archive
  public LinkResolver(String root, Function<String, Optional<Member>> members) {
    this.root = MemberName.components(root);
    this.members = members;
  }

  /// What a path leads to.
  public sealed interface Resolution {
    /// A file or a folder.
    record Found(Member member) implements Resolution {}

    /// Nothing in the archive has this path: a dangling link, a folder without an entry of its own,
    /// or a file that was not collected.
    record Missing(String path) implements Resolution {}

    /// More than [LinkResolver#LINKS_MAX] links; most often a circle.
    record Circle(String path) implements Resolution {}

    /// It is not below the root, or a link climbs above that.
    record Outside(String path) implements Resolution {}
  }

  /// Follows a path of the archive, all links in it included.
  ///
  /// @param path as members have it, below the root
  public Resolution resolve(String path) {
    var walk = new Walk(MemberName.components(path));
    return walk.end(path);
  }

  /// One path being followed: the part already walked holds no links.
  private final class Walk {
    private final Deque<String> ahead;
    private final List<String> walked = new ArrayList<>();
    private int links;

    Walk(List<String> path) {
      ahead = new ArrayDeque<>(path);
    }

    Resolution end(String path) {
      while (!ahead.isEmpty()) {
        var next = ahead.pop();
        if (next.equals("..")) {
          if (walked.size() <= root.size()) {
            return new Resolution.Outside(path);
          }
          walked.removeLast();
        } else if (!next.equals(".")) {
          walked.add(next);
          followLink();
        }
        if (links > LINKS_MAX) {
          return new Resolution.Circle(path);
        }
      }
      if (walked.size() < root.size() || !walked.subList(0, root.size()).equals(root)) {
        return new Resolution.Outside(path);
      }
      var found = String.join("/", walked);
      return members
          .apply(found)
          .<Resolution>map(Resolution.Found::new)
          .orElse(new Resolution.Missing(found));
    }

    /// When the path walked is a link, goes back to where its target begins and puts that ahead.
    private void followLink() {
      var member = members.apply(String.join("/", walked));
      if (member.isEmpty() || member.get().target().isEmpty()) {
        return;
      }
      var target = member.get().target();
      boolean hard = member.get().kind() == Member.Kind.HARD_LINK;
      links++;
      MemberName.components(target).reversed().forEach(ahead::push);
      if (hard) {
        walked.clear();
      } else if (target.startsWith("/")) {
        walked.clear();
        walked.addAll(root);
      } else {
        walked.removeLast();
      }
    }
  }
}
