package dev.casebook.wings.accounts.load;

import java.util.regex.Pattern;

/// What names may look like, since they become users, groups, entries of directories and words of
/// other programs' files.
public final class Names {

  /// Of users and groups, as useradd(8) takes them.
  public static final Pattern ACCOUNT = Pattern.compile("[a-z_][a-z0-9_.-]{0,31}");

  /// Of hosts (RFC 1123), also with ranges.
  static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9.-]|\\[[0-9a-z]+-[0-9a-z]+\\]){0,252}");

  /// Of rules and the like.
  static final Pattern RULE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_. -]{0,127}");

  private Names() {}
}
