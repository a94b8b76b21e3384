package dev.casebook.tables;

/// Numbers with a comma between thousands.
///
/// `%,d` writes the same, once it has loaded the symbols of all languages: some 10 ms in a run that
/// writes one such number.
public final class Thousands {

  private Thousands() {}

  /// `12,345`.
  public static String of(long number) {
    var text = new StringBuilder().append(number);
    int first = number < 0 ? 1 : 0;
    for (int at = text.length() - 3; at > first; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }
}
