package dev.casebook.evidence;

import dev.casebook.formats.network.IpAddress;

/// What stands in the place of that which tells whose evidence it is.
public interface StandIns {

  /// Of the same family; itself where it is nobody's.
  IpAddress address(IpAddress original);

  /// @param original 48 bits
  long mac(long original);

  /// @param original a name as of DNS, with dots and without the last
  String host(String original);

  /// @param original text in which such may stand
  String text(String original);
}
