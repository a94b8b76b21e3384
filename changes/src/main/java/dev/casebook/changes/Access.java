package dev.casebook.changes;

import java.util.regex.Pattern;

/// What we reach a host through, and must not cut without a way back: logins, rights, routes,
/// filters. It is told by what a step names, so that no author can forget to say it.
final class Access {

  private static final Pattern FILE =
      Pattern.compile(
          "/etc/(?:ssh|pam\\.d|security|sudoers|sudoers\\.d|nftables|iptables|netplan|network"
              + "|NetworkManager|systemd/network|sysconfig/network-scripts|firewalld|ufw|hosts\\.(?:allow|deny)"
              + "|passwd|shadow|group|nsswitch\\.conf|login\\.access)(?:[/.].*)?");

  private static final Pattern COMMAND =
      Pattern.compile(
          "(?m)(?:^|[\\s;&|(])(?:"
              + "nft|ip6?tables(?:-restore)?|firewall-cmd|ufw|netplan|nmcli|ifup|ifdown|ifconfig|route"
              + "|ip(?: -\\S+)* (?:a|addr|address|l|link|r|route|rule|xfrm)\\b"
              + "|authselect|authconfig|pam-auth-update|usermod|passwd|chpasswd|chage|visudo"
              + "|(?:systemctl|service)\\b.*\\b(?:sshd?|network\\w*|NetworkManager|systemd-networkd|nftables"
              + "|iptables|firewalld|ufw|sssd|dbus|systemd-logind)\\b"
              + ")(?:\\s|$|\\.)");

  private Access() {}

  static boolean mayBeCutBy(Step step) {
    return switch (step) {
      case Step.Edit edit -> FILE.matcher(edit.path()).matches();
      case Step.Command command -> COMMAND.matcher(command.fix()).find();
      case Step.Reload reload -> COMMAND.matcher(reload.commands()).find();
    };
  }
}
