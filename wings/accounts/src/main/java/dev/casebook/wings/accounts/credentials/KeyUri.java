package dev.casebook.wings.accounts.credentials;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What an authenticator app takes a token by.
///
/// Source: the Key URI Format of Google Authenticator.
public final class KeyUri {

  private KeyUri() {}

  public static String of(String account, Token.Kind kind, byte[] seed) {
    return "otpauth://%s/casebook:%s?secret=%s&issuer=casebook&digits=%d%s"
        .formatted(
            kind.name().toLowerCase(Locale.ROOT),
            URLEncoder.encode(account, StandardCharsets.UTF_8),
            Base32.text(seed),
            OneTimeCode.DIGITS,
            kind == Token.Kind.HOTP ? "&counter=0" : "&period=30");
  }
}
