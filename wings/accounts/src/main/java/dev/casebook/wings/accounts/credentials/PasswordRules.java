package dev.casebook.wings.accounts.credentials;

import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.PasswordPolicy;
import dev.casebook.wings.accounts.model.Person;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a new password has to be, whichever way it comes in.
///
/// Source: NIST SP 800-63B, section 3.1.1.2: long enough, none of the commonest, no rules for kinds
/// of characters.
final class PasswordRules {

  /// In UTF-8: RADIUS takes 128, and a code may stand at the end.
  private static final int BYTES_MAX = 120;

  /// Below it a text says little, however long.
  private static final int DIFFERENT_MIN = 5;

  /// A shorter name stands in many words.
  private static final int NAME_MIN = 3;

  /// What the commonest passwords are made of, once digits and punctuation are off their ends.
  private static final Set<String> COMMON =
      Set.of(
          """
          password passw0rd p@ssw0rd p@ssword passwort mypassword changeme letmein welcome
          iloveyou princess sunshine football baseball superman batman dragon monkey master
          shadow michael jennifer jordan trustno whatever starwars computer internet
          administrator admin root toor test testing guest default secret qwerty qwertyui
          qwertyuiop qwertzuiop asdfghjkl asdfgh zxcvbnm qazwsx qazwsxedc 1qaz2wsx3edc
          1q2w3e4r5t6y q1w2e3r4t5y6 qwe123qwe abcdef abcdefgh abc123abc a1b2c3d4e5f6
          aa12345678 woaini woaini1314 helloworld correcthorsebatterystaple passwordpassword
          adminadmin qwertyqwerty summer winter spring autumn iloveyouforever
          """
              .split("\\s+"));

  private PasswordRules() {}

  static Optional<Refusal> refusal(PasswordPolicy policy, Account account, char[] password) {
    byte[] utf8 = Passwords.utf8(password);
    Arrays.fill(utf8, (byte) 0);
    if (utf8.length > BYTES_MAX) {
      return Optional.of(Refusal.TOO_LONG);
    }
    if (password.length < policy.lengthMin()) {
      return Optional.of(Refusal.TOO_SHORT);
    }
    var lower = new String(password).toLowerCase(Locale.ROOT);
    if (holds(lower, account.name())
        || (account instanceof Person person && holds(lower, mailbox(person)))) {
      return Optional.of(Refusal.HOLDS_NAME);
    }
    return isCommon(lower) ? Optional.of(Refusal.COMMON) : Optional.empty();
  }

  private static boolean holds(String password, String name) {
    return name.length() >= NAME_MIN && password.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String mailbox(Person person) {
    int at = person.mail().indexOf('@');
    return at < 0 ? "" : person.mail().substring(0, at);
  }

  private static boolean isCommon(String lower) {
    if (lower.chars().distinct().count() < DIFFERENT_MIN || isSequence(lower)) {
      return true;
    }
    int end = lower.length();
    while (end > 0 && !Character.isLetter(lower.charAt(end - 1))) {
      end--;
    }
    return COMMON.contains(lower) || COMMON.contains(lower.substring(0, end));
  }

  /// Such as 123456789012 or abcdefghijkl: most characters follow the one before.
  private static boolean isSequence(String text) {
    int steps = 0;
    for (int i = 1; i < text.length(); i++) {
      int step = text.charAt(i) - text.charAt(i - 1);
      if ((step >= -1 && step <= 1) || step == '0' - '9') {
        steps++;
      }
    }
    return steps * 10 >= (text.length() - 1) * 9;
  }
}
