package dev.casebook.wings.accounts.radius;

import java.net.SocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Answers of the last seconds: a request that comes again gets the same one, and is not signed in
/// a second time.
///
/// Source: RFC 5080, section 2.2.2.
final class Answers {

  private static final int KEPT_MAX = 20_000;
  private static final long KEPT_NANOS = 30_000_000_000L;

  /// By what a repeated request is known.
  record Key(SocketAddress from, int identifier, int authenticator) {
    static Key of(SocketAddress from, Packet request) {
      return new Key(from, request.identifier(), Arrays.hashCode(request.bytes()));
    }
  }

  /// No answer has a length of none.
  private static final byte[] PENDING = new byte[0];

  private record Kept(byte[] answer, byte[] request, long since) {}

  private final Map<Key, Kept> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > KEPT_MAX;
        }
      };

  /// What is to be done with a request: nothing while the first of its kind is looked at.
  enum Kind {
    NEW,
    IN_WORK,
    ANSWERED
  }

  record Found(Kind kind, byte[] answer) {}

  /// Looks a request up, and keeps its place if it is new.
  synchronized Found find(Key key, Packet request) {
    long now = System.nanoTime();
    var one = kept.get(key);
    if (one != null
        && now - one.since() < KEPT_NANOS
        && Arrays.equals(one.request(), request.bytes())) {
      return one.answer().length == 0
          ? new Found(Kind.IN_WORK, PENDING)
          : new Found(Kind.ANSWERED, one.answer());
    }
    kept.remove(key);
    kept.put(key, new Kept(PENDING, request.bytes(), now));
    return new Found(Kind.NEW, PENDING);
  }

  synchronized void keep(Key key, Packet request, byte[] answer) {
    kept.put(key, new Kept(answer, request.bytes(), System.nanoTime()));
  }

  /// That a request got no answer: the next of its kind is a new one.
  synchronized void drop(Key key) {
    kept.remove(key);
  }
}
