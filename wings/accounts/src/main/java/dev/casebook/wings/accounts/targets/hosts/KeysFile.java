package dev.casebook.wings.accounts.targets.hosts;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The file of one account's keys, as sshd reads it: authorized_keys of sshd(8).
final class KeysFile {

  static final String FOLDER = "/etc/ssh/authorized_keys.d/";

  private KeysFile() {}

  static String text(Collection<String> keys) {
    var text = new StringBuilder(SudoersFile.HEADER).append('\n');
    new TreeSet<>(keys).forEach(key -> text.append(key).append('\n'));
    return text.toString();
  }

  static List<String> keys(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }
}
