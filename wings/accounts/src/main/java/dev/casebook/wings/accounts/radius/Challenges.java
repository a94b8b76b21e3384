package dev.casebook.wings.accounts.radius;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sign-ins that wait for a code: a State of 128 random bits that is good once, for two minutes,
/// for one account and one client.
final class Challenges {

  private static final int KEPT_MAX = 10_000;
  private static final long GOOD_NANOS = 120_000_000_000L;
  private static final int STATE_BYTES = 16;

  private record Waiting(String account, String client, long since) {}

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Waiting> waiting =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Waiting> eldest) {
          return size() > KEPT_MAX;
        }
      };

  synchronized byte[] begin(String account, String client) {
    var bytes = new byte[STATE_BYTES];
    random.nextBytes(bytes);
    var state = HexFormat.of().formatHex(bytes);
    waiting.put(state, new Waiting(account, client, System.nanoTime()));
    return state.getBytes(StandardCharsets.US_ASCII);
  }

  /// Ends a wait, whatever comes of it.
  ///
  /// @return whether it was this account's at this client, and not too long ago
  synchronized boolean end(byte[] state, String account, String client) {
    var one = Optional.ofNullable(waiting.remove(new String(state, StandardCharsets.ISO_8859_1)));
    return one.isPresent()
        && System.nanoTime() - one.get().since() < GOOD_NANOS
        && one.get().account().equals(account)
        && one.get().client().equals(client);
  }
}
