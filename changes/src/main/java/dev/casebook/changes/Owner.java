package dev.casebook.changes;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whose file it is. A program that writes a file writes it again, and what was edited by hand is
/// gone without a word: such a file is changed by its owner's tool or not at all.
final class Owner {

  private record Place(Pattern path, String tool) {}

  private static final Pattern SAYS =
      Pattern.compile(
          "(?i)(?:generated|managed|maintained|written|controlled|created)(?: automatically)? (?:with|by):?"
              + " *`?(authselect|pam-auth-update|networkmanager|cloud-init|puppet|ansible|chef|salt(?:stack)?|cfengine"
              + "|terraform|netplan|resolvconf|systemd-resolved|kubeadm|machine-config)");

  /// Ansible's own mark (`ansible_managed`) and cloud-init's.
  private static final Pattern MARK =
      Pattern.compile(
          "(?i)(ansible) managed|(puppet) managed|managed by (chef)|file is generated from information"
              + " provided by the datasource\\. .*?(cloud-init)?");

  private static final Place[] PLACES = {
    new Place(Pattern.compile("/etc/authselect/.*"), "authselect"),
    new Place(Pattern.compile("/etc/pam\\.d/common-[a-z-]+"), "pam-auth-update"),
    new Place(Pattern.compile("/etc/netplan/50-cloud-init\\.yaml"), "cloud-init"),
    new Place(Pattern.compile("/etc/NetworkManager/system-connections/.*"), "nmcli"),
    new Place(Pattern.compile("/run/.*|/etc/mtab"), "the program that makes it at each start"),
    new Place(Pattern.compile("/nix/.*|/etc/static/.*"), "nixos-rebuild"),
  };

  /// authconfig's words, and what was before it (RHEL 7).
  private static final Pattern AGAIN =
      Pattern.compile("(?i)changes will be (?:destroyed|lost) the next time (auth[a-z]+) is run");

  /// Owners say so in the first lines.
  private static final int HEAD = 4096;

  private Owner() {}

  /// The tool that owns a file; empty if nobody says that it does.
  static Optional<String> of(String path, String content) {
    for (var place : PLACES) {
      if (place.path().matcher(path).matches()) {
        return Optional.of(place.tool());
      }
    }
    var head = content.substring(0, Math.min(HEAD, content.length()));
    var says = SAYS.matcher(head);
    if (says.find()) {
      return Optional.of(says.group(1).toLowerCase(Locale.ROOT));
    }
    var again = AGAIN.matcher(head);
    if (again.find()) {
      return Optional.of(again.group(1).toLowerCase(Locale.ROOT));
    }
    var mark = MARK.matcher(head);
    if (mark.find()) {
      for (int i = 1; i <= mark.groupCount(); i++) {
        if (mark.group(i) != null) {
          return Optional.of(mark.group(i).toLowerCase(Locale.ROOT));
        }
      }
      return Optional.of("cloud-init");
    }
    return Optional.empty();
  }
}
