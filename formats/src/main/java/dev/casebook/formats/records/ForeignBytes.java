package dev.casebook.formats.records;

/// Bytes that are not a value of the type that was wanted: cut, damaged, or of another build.
public final class ForeignBytes extends Exception {

  private static final long serialVersionUID = 1;

  ForeignBytes(String type, String why) {
    super("these bytes are not a " + type + ": " + why);
  }
}
