package dev.casebook.wings.etcd.kubernetes.tree;

/// Bytes that are not what they claim to be, with the place and the reason.
///
/// Checked, so that bad evidence always becomes a value at the border and never escapes.
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  /// The longest path kept in a message; deeper places are cut, since hostile nesting is unbounded.
  private static final int MAX_PLACE_CHARS = 500;

  public MalformedException(String reason) {
    super(reason, null, false, false);
  }

  /// The same complaint, seen from the field that holds the malformed part.
  public MalformedException within(String field) {
    var message = String.valueOf(getMessage());
    return message.length() > MAX_PLACE_CHARS
        ? this
        : new MalformedException(field + ": " + message);
  }
}
