package dev.casebook.wings.etcd.kubernetes.encryption;

/// An encrypted value that the keys at hand do not open, and why.
public final class UndecryptableException extends Exception {
  private static final long serialVersionUID = 1;

  public UndecryptableException(String reason) {
    super(reason, null, false, false);
  }
}
