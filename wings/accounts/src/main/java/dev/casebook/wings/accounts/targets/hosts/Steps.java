package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.changes.Step;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/// The steps that make files of one host hold other items: each file once, those that give somebody
/// something before those that only take.
final class Steps {

  /// Also found where only root's shells look.
  private static final String CHECK = "PATH=$PATH:/usr/sbin:/sbin visudo -c -f \"$file\"";

  private final HostFiles before;
  private final SequencedSet<String> giving = new LinkedHashSet<>();
  private final SequencedSet<String> taking = new LinkedHashSet<>();
  private final List<Step> steps = new ArrayList<>();

  Steps(HostFiles before) {
    this.before = before;
  }

  void add(Key key, boolean isRemoval) {
    (isRemoval ? taking : giving).add(HostFiles.path(key));
  }

  /// @param items all that the host is to have
  void write(SortedMap<Key, Item> items) {
    var sudo = new TreeMap<String, Collection<String>>();
    var keys = new TreeMap<String, String>();
    items.forEach((key, item) -> {
      if (Items.isSudo(key)) {
        sudo.put(Items.account(key), Items.values(item));
      } else {
        keys.put(HostFiles.path(key), KeysFile.text(Items.values(item)));
      }
    });
    taking.removeAll(giving);
    var paths = new ArrayList<>(giving);
    paths.addAll(taking);
    for (var path : paths) {
      if (path.equals(SudoersFile.PATH)) {
        sudo(SudoersFile.text(sudo));
      } else {
        keys(path, keys.getOrDefault(path, KeysFile.text(List.of())));
      }
    }
  }

  /// sudo refuses all of its files where one has a mode that it does not like, so that ours has the
  /// right one before there is something in it.
  private void sudo(String text) {
    var was = Optional.ofNullable(before.contents().get(SudoersFile.PATH));
    if (was.isEmpty()) {
      steps.add(
          command(
              "[ -e %1$s ] || (umask 0337 && : >%1$s)".formatted(SudoersFile.PATH),
              "[ -s %1$s ] || rm -f -- %1$s".formatted(SudoersFile.PATH)));
    }
    edit(SudoersFile.PATH, Optional.of(was.orElse("")), text, CHECK);
  }

  private void keys(String path, String text) {
    if (steps.stream().noneMatch(step -> step.equals(makingFolder()))
        && before.contents().keySet().stream().noneMatch(one -> one.startsWith(KeysFile.FOLDER))) {
      steps.add(makingFolder());
    }
    edit(path, Optional.ofNullable(before.contents().get(path)), text, "");
  }

  private static Step makingFolder() {
    return command(
        "mkdir -p -m 0755 -- " + KeysFile.FOLDER,
        "rmdir -- " + KeysFile.FOLDER + " 2>/dev/null || :");
  }

  /// @param was bytes
  private void edit(String path, Optional<String> was, String text, String check) {
    var bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    if (!was.equals(Optional.of(bytes))) {
      steps.add(new Step.Edit(path, was, bytes, check));
    }
  }

  private static Step command(String fix, String undo) {
    return new Step.Command(fix, Optional.empty(), Optional.of(undo), "");
  }

  List<Step> all() {
    return List.copyOf(steps);
  }

  /// What it is about, for the journal's list.
  String subject() {
    var files = new ArrayList<>(giving);
    files.addAll(taking);
    return files.size() == 1 ? files.getFirst() : "%d files".formatted(files.size());
  }
}
