package dev.casebook.wings.accounts.credentials;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Passwords that were found right lately, so that a client that signs in for each of its requests
/// costs a tenth of a second once: as a keyed hash with a key that lives as long as the process.
/// What is wrong is never remembered.
final class VerifiedPasswords {

  private static final int KEPT_MAX = 10_000;
  private static final long KEPT_NANOS = 300_000_000_000L;

  private record Known(byte[] hash, long since) {}

  private final SecretKeySpec key;
  private final Map<String, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > KEPT_MAX;
        }
      };

  VerifiedPasswords() {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "RAW");
  }

  /// @param kept the password's own hash: another password makes what was known of no use
  synchronized boolean isKnown(String account, String kept, char[] password) {
    var one = known.get(account);
    return one != null
        && System.nanoTime() - one.since() < KEPT_NANOS
        && MessageDigest.isEqual(one.hash(), hash(account, kept, password));
  }

  synchronized boolean learn(String account, String kept, char[] password) {
    known.put(account, new Known(hash(account, kept, password), System.nanoTime()));
    return true;
  }

  synchronized void forget(String account) {
    known.remove(account);
  }

  private byte[] hash(String account, String kept, char[] password) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(Passwords.utf8((account + "\n" + kept + "\n").toCharArray()));
      return mac.doFinal(Passwords.utf8(password));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
