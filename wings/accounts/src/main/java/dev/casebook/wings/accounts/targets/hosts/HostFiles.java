package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.wings.accounts.load.Names;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one host has of what may be ours, and what its programs make of it.
///
/// @param user by whom we are signed in there
/// @param time by the host's clock, as ids of changes begin
/// @param unfinished changes of ours that were broken off
/// @param links paths that are no plain files: nothing is written there
/// @param contents by path, each byte as the character of its value
/// @param hasSudo whether there is a sudo, with its checker
/// @param includesSudoers whether it reads the folder of our file
/// @param keyFiles what sshd reads keys from; empty if it does not say
record HostFiles(
    String host,
    String user,
    String time,
    List<String> unfinished,
    Set<String> links,
    SortedMap<String, String> contents,
    boolean hasSudo,
    boolean includesSudoers,
    Optional<String> keyFiles) {

  HostFiles {
    unfinished = List.copyOf(unfinished);
    links = Set.copyOf(links);
    contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
  }

  /// What [#of] takes.
  static final String SCRIPT =
      """
      PATH=$PATH:/usr/sbin:/sbin
      if [ "$(id -u)" != 0 ]; then
        echo 'they are read by root alone: user has to be root, or to have sudo without a password' >&2
        exit 1
      fi
      printf 'user %%s\\n' "${SUDO_USER:-$(id -un)}"
      date -u '+time %%Y%%m%%d-%%H%%M%%S'
      command -v visudo >/dev/null && echo 'sudo yes'
      grep -Eqs '^[@#]includedir[[:space:]]+/etc/sudoers[.]d/?[[:space:]]*$' /etc/sudoers && echo 'included yes'
      sshd=$(command -v sshd) && "$sshd" -T -C user=root,host=localhost,addr=127.0.0.1 2>/dev/null |
        sed -n 's/^authorizedkeysfile /keyfiles /p'
      for change in %1$s/*-accounts-*/; do
        case $(cat "$change/state" 2>/dev/null) in
          planned | running) change=${change%%/}; printf 'unfinished %%s\\n' "${change##*/}" ;;
        esac
      done
      for file in %2$s %3$s*; do
        [ -e "$file" ] || [ -L "$file" ] || continue
        case ${file##*/} in *[!a-z0-9_.-]*) continue ;; esac
        if [ -L "$file" ] || [ ! -f "$file" ]; then
          printf 'link %%s\\n' "$file"
        else
          printf 'file %%s\\n' "$file"
          od -An -v -tx1 <"$file" || exit 1
        fi
      done
      echo end
      """
          .formatted(dev.casebook.changes.Journal.FOLDER, SudoersFile.PATH, KeysFile.FOLDER);

  /// @param said what [#SCRIPT] said
  /// @return empty if that is not all of it
  static Optional<HostFiles> of(String host, String said) {
    var lines = said.lines().toList();
    if (lines.isEmpty() || !lines.getLast().equals("end")) {
      return Optional.empty();
    }
    var facts = new TreeMap<String, String>();
    var unfinished = new ArrayList<String>();
    var links = new HashSet<String>();
    var contents = new TreeMap<String, String>();
    var path = "";
    for (var line : lines.subList(0, lines.size() - 1)) {
      if (line.startsWith(" ")) {
        contents.merge(path, bytes(line), String::concat);
        continue;
      }
      var words = line.split(" ", 2);
      var rest = words.length == 2 ? words[1] : "";
      switch (words[0]) {
        case "file" -> {
          path = rest;
          contents.put(path, "");
        }
        case "link" -> links.add(rest);
        case "unfinished" -> unfinished.add(rest);
        default -> facts.put(words[0], rest);
      }
    }
    return Optional.of(
        new HostFiles(
            host,
            facts.getOrDefault("user", ""),
            facts.getOrDefault("time", ""),
            unfinished,
            links,
            contents,
            facts.containsKey("sudo"),
            facts.containsKey("included"),
            Optional.ofNullable(facts.get("keyfiles"))));
  }

  private static String bytes(String line) {
    return new String(HexFormat.of().parseHex(line.replace(" ", "")), StandardCharsets.ISO_8859_1);
  }

  static String path(Key key) {
    return Items.isSudo(key) ? SudoersFile.PATH : KeysFile.FOLDER + Items.account(key);
  }

  Optional<String> text(String path) {
    return Optional.ofNullable(contents.get(path))
        .map(bytes ->
            new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  /// Whether the file of sudo is as only we write it, or not there.
  boolean isSudoOurs() {
    return !links.contains(SudoersFile.PATH)
        && text(SudoersFile.PATH).map(text -> SudoersFile.rules(text).isPresent()).orElse(true);
  }

  /// Whether an item can be there as far as its file goes.
  boolean canKeep(Key key) {
    return Items.isSudo(key) ? hasSudo && isSudoOurs() : !links.contains(path(key));
  }

  List<Item> items() {
    var items = new ArrayList<Item>();
    text(SudoersFile.PATH)
        .flatMap(SudoersFile::rules)
        .ifPresent(rules ->
            rules.forEach(
                (account, values) -> items.add(Items.item(Items.SUDO, host, account, values))));
    for (var path : contents.keySet()) {
      var account = path.substring(path.lastIndexOf('/') + 1);
      if (path.startsWith(KeysFile.FOLDER) && Names.ACCOUNT.matcher(account).matches()) {
        var keys = KeysFile.keys(text(path).orElseThrow());
        if (!keys.isEmpty()) {
          items.add(Items.item(Items.KEYS, host, account, keys));
        }
      }
    }
    return items;
  }

  /// What keeps ours from being what counts there, a sentence each.
  List<String> remarks() {
    var remarks = new ArrayList<String>();
    if (!isSudoOurs()) {
      remarks.add(
          "%s: %s is not as casebook writes it: it is left alone; move what is not casebook's to a file beside it"
              .formatted(host, SudoersFile.PATH));
    }
    if (hasSudo && !includesSudoers) {
      remarks.add(
          "%s: sudo does not read /etc/sudoers.d: rules have no effect until /etc/sudoers has @includedir /etc/sudoers.d"
              .formatted(host));
    }
    if (keyFiles.filter(files -> !readsOurs(files)).isPresent()) {
      remarks.add(
          "%s: sshd does not read keys from %s: they have no effect until sshd_config has AuthorizedKeysFile %s%%u"
              .formatted(host, KeysFile.FOLDER, KeysFile.FOLDER));
    }
    for (var change : unfinished) {
      remarks.add(
          "%s: change %s was broken off: apply brings it to an end first".formatted(host, change));
    }
    return remarks;
  }

  private static boolean readsOurs(String files) {
    return List.of(files.split(" ")).contains(KeysFile.FOLDER + "%u");
  }
}
