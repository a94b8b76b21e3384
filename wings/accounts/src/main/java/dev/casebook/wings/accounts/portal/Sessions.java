package dev.casebook.wings.accounts.portal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// All sessions, in memory alone: they end with the process. An id is 256 random bits, and a new
/// one at each step up, so that one which somebody else put into a browser is worth nothing.
///
/// Source: OWASP Session Management Cheat Sheet.
final class Sessions {

  /// Of all accounts; the one used longest ago ends for a new one.
  private static final int ALL_MAX = 10_000;

  private static final int ACCOUNT_MAX = 5;

  private static final int ID_BYTES = 32;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, Session> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > ALL_MAX;
        }
      };

  static String newId() {
    var bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  synchronized Session begin(String account, Session.Stage stage, String mark, Instant now) {
    sessions.values().removeIf(one -> one.isOver(now));
    var theirs =
        sessions.values().stream()
            .filter(one -> one.account().equals(account) && one.stage() == stage)
            .toList();
    for (int i = 0; i + ACCOUNT_MAX <= theirs.size(); i++) {
      sessions.remove(theirs.get(i).id());
    }
    var session =
        new Session(newId(), account, stage, now, now, mark, Optional.empty(), Optional.empty());
    sessions.put(session.id(), session);
    return session;
  }

  /// The session of an id, which has been used now; empty if it has ended.
  ///
  /// @param mark how credentials of an account stand
  synchronized Optional<Session> use(String id, Instant now, Function<String, String> mark) {
    var session = sessions.get(id);
    if (session == null) {
      return Optional.empty();
    }
    if (session.isOver(now) || !session.mark().equals(mark.apply(session.account()))) {
      sessions.remove(id);
      return Optional.empty();
    }
    var used = session.seenAt(now);
    sessions.put(id, used);
    return Optional.of(used);
  }

  /// Keeps what has changed in a session, unless it has ended meanwhile.
  synchronized void keep(Session session) {
    sessions.replace(session.id(), session);
  }

  synchronized void end(String id) {
    sessions.remove(id);
  }

  synchronized int count() {
    return sessions.size();
  }
}
