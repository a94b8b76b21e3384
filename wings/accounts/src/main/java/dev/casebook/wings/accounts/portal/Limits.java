package dev.casebook.wings.accounts.portal;

import dev.casebook.formats.network.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What a stranger may ask of the page, by address and by account.
final class Limits {

  /// A page is one request and its style sheet another.
  private static final int REQUESTS = 600;

  /// Wrong passwords, codes and links, of one address: an office behind one has many people.
  private static final int WRONG_BY_ADDRESS = 30;

  private static final int WRONG_BY_ACCOUNT = 10;
  private static final int MAILS_BY_ADDRESS = 20;
  private static final int MAILS_BY_ACCOUNT = 3;

  /// Each takes 19 MiB and a core for a tenth of a second.
  private static final int HASHES_AT_ONCE = 4;

  private static final long HASH_WAIT_SECONDS = 5;

  private final Limit requests = new Limit(REQUESTS, Duration.ofMinutes(1));
  private final Limit wrongByAddress = new Limit(WRONG_BY_ADDRESS, Duration.ofMinutes(5));
  private final Limit wrongByAccount = new Limit(WRONG_BY_ACCOUNT, Duration.ofMinutes(5));
  private final Limit mailsByAddress = new Limit(MAILS_BY_ADDRESS, Duration.ofHours(1));
  private final Limit mailsByAccount = new Limit(MAILS_BY_ACCOUNT, Duration.ofHours(1));
  private final Semaphore hashes = new Semaphore(HASHES_AT_ONCE);

  boolean mayAsk(IpAddress from, Instant now) {
    return requests.take(key(from), now);
  }

  /// Takes a try, which [#right] gives back. Names that nobody has are counted as others are.
  boolean mayTry(IpAddress from, String account, Instant now) {
    return wrongByAddress.take(key(from), now) && wrongByAccount.take(account, now);
  }

  void right(IpAddress from, String account) {
    wrongByAddress.giveBack(key(from));
    wrongByAccount.giveBack(account);
  }

  boolean mayAskForMail(IpAddress from, Instant now) {
    return mailsByAddress.take(key(from), now);
  }

  boolean mayGetMail(String account, Instant now) {
    return mailsByAccount.take(account, now);
  }

  /// What hashes a password, or does without.
  interface Hashing<T> {
    T done() throws IOException;
  }

  /// @throws Busy where too many hash already
  <T> T hashing(Hashing<T> work) throws IOException, Busy {
    try {
      if (!hashes.tryAcquire(HASH_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new Busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Busy();
    }
    try {
      return work.done();
    } finally {
      hashes.release();
    }
  }

  /// That somebody has to come again later.
  static final class Busy extends Exception {
    private static final long serialVersionUID = 1;
  }

  /// One person has a network of IPv6 (/64), and all addresses in it.
  private static String key(IpAddress from) {
    return from.isV4() ? from.text() : Long.toHexString(from.high());
  }
}
