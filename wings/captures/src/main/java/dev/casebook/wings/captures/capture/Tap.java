package dev.casebook.wings.captures.capture;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// What captures at one place. It is reached, then it captures until it is stopped.
public interface Tap extends AutoCloseable {

  Place place();

  /// Reaches the host.
  ///
  /// @throws IOException if that fails; the message is for people and names the host
  void reach() throws IOException;

  /// What is known of its host once it was reached.
  Host host();

  /// Connections that the tool has with the host, as far as it is known: by what the host tells.
  Set<Connection> own();

  /// Processes of this host through which the connection goes.
  List<ProcessHandle> carriers();

  /// Captures until it is stopped or can't go on.
  ///
  /// @throws IOException if it could not begin, or ended by itself; the message is for people and
  ///   names the host
  void capture(String filter, String awaited, Taker taker) throws IOException, InterruptedException;

  /// Tells the host every few seconds that somebody is there.
  ///
  /// @param counting whether it is to tell its counters
  void beat(boolean counting);

  /// As far as they are known.
  Counts counts();

  /// Ends it in order: what was captured comes first, then the counters, then its end.
  void stop();

  /// Ends it at once.
  @Override
  void close();

  /// @param name as it calls itself; empty if that is not known
  /// @param system `Linux 6.1.0`; empty if it is not known
  record Host(String name, String system) {
    static final Host UNKNOWN = new Host("", "");
  }

  /// Who takes what is captured.
  interface Taker {

    /// It captures from now on.
    void listens();

    /// Said once, before its first packet.
    ///
    /// @param linkType of all its packets; see [dev.casebook.wings.captures.format.LinkType]
    void begins(int linkType);

    void packet(long timeNanos, byte[] data, long length) throws InterruptedException;

    /// The packet that was waited for has come.
    void awaited(String packet);
  }
}
