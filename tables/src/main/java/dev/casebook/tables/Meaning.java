package dev.casebook.tables;

/// What a column's values tell of whose evidence it is, beside what they say: what `casebook
/// redact` puts tokens in the place of. Addresses need none, since they are known by their form.
public enum Meaning {
  /// Nothing of that kind.
  PLAIN,
  /// A machine's name, with its domain or without, or an address or URL in its place.
  HOST,
  /// What is mounted, which may begin with a machine's name: `nfs1:/export`, `//files/share`.
  SHARE,
  /// An account's name, of people or of the system.
  USER,
  /// A person's name and what else is remarked of an account, with commas.
  FULL_NAME,
  /// What a certificate or a VPN's client is called.
  NAME,
  /// A network in CIDR form, which has to stay one.
  NETWORK,
  /// A version, which may look like an address and is none.
  VERSION
}
