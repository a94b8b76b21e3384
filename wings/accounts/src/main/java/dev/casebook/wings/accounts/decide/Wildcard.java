package dev.casebook.wings.accounts.decide;

/// Patterns of fnmatch(3): `*`, `?`, `[a-z]`, `[!a-z]`, and `\\` before a character that stands for
/// itself.
enum Wildcard {
  TEXT,
  /// With FNM_PATHNAME: only a slash matches a slash.
  PATH;

  /// In time that grows with the product of both lengths at most.
  boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length()) {
      int next = p < pattern.length() ? one(pattern, p, text.charAt(t)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starText = t;
      } else if (next > 0) {
        p = next;
        t++;
      } else if (star >= 0 && !(this == PATH && text.charAt(starText) == '/')) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /// @return where the pattern goes on if its part at `p` matches the character, or -1
  private int one(String pattern, int p, char c) {
    char wanted = pattern.charAt(p);
    if (this == PATH && c == '/') {
      return wanted == '/' ? p + 1 : -1;
    }
    if (wanted == '?') {
      return p + 1;
    }
    if (wanted == '\\' && p + 1 < pattern.length()) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    int close = wanted == '[' ? pattern.indexOf(']', p + 2) : -1;
    if (close < 0) {
      return wanted == c ? p + 1 : -1;
    }
    boolean not = pattern.charAt(p + 1) == '!' || pattern.charAt(p + 1) == '^';
    boolean in = false;
    for (int i = p + (not ? 2 : 1); i < close; i++) {
      if (i + 2 < close && pattern.charAt(i + 1) == '-') {
        in |= c >= pattern.charAt(i) && c <= pattern.charAt(i + 2);
        i += 2;
      } else {
        in |= c == pattern.charAt(i);
      }
    }
    return in != not ? close + 1 : -1;
  }
}
