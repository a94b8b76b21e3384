package dev.casebook.wings.etcd.kubernetes.tree;

/// An object tree that has no stored form: a field that its kind lacks, a value of the wrong type.
///
/// The message names the place and what was expected there, ready to be shown to whoever wrote it.
public final class UnencodableException extends Exception {
  private static final long serialVersionUID = 1;

  private static final int MAX_PLACE_CHARS = 500;

  public UnencodableException(String reason) {
    super(reason, null, false, false);
  }

  /// The same complaint, seen from the field that holds the offending value.
  public UnencodableException within(String field) {
    var message = String.valueOf(getMessage());
    return message.length() > MAX_PLACE_CHARS
        ? this
        : new UnencodableException(field + ": " + message);
  }
}
