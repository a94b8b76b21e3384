package dev.casebook.wings.accounts.portal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a form has to bring back: a seal of the browser's own cookie, which no other site can make
/// or read. Nothing is kept of it, so strangers take no memory.
///
/// Source: OWASP Cross-Site Request Forgery Prevention Cheat Sheet, "signed double submit".
final class Seals {

  private final SecretKeySpec key;

  Seals() {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "RAW");
  }

  String of(String id) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isOf(String id, String seal) {
    return MessageDigest.isEqual(
        of(id).getBytes(StandardCharsets.UTF_8), seal.getBytes(StandardCharsets.UTF_8));
  }
}
