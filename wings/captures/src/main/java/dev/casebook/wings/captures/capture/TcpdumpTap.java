package dev.casebook.wings.captures.capture;

import dev.casebook.hosts.Frames;
import dev.casebook.hosts.LiveScript;
import dev.casebook.wings.captures.format.FrameReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Captures by the host's own tcpdump, which a script of ours runs there: `capture.sh`.
public final class TcpdumpTap implements Tap {

  /// Begins a script at the place.
  public interface Opening {
    LiveScript open(String script, Predicate<String> heard) throws IOException;
  }

  /// The line of a packet by `tcpdump -tt`.
  private static final Pattern AWAITED = Pattern.compile("[0-9]{9,10}\\.[0-9]{6,9} (.*)");

  private static final Pattern LISTENING = Pattern.compile("(?:tcpdump: )?listening on .*");

  private static final long LAST_COUNTS_SECONDS = 3;

  private final Place place;
  private final Opening opening;
  private final Wishes wishes;
  private final String nonce = Frames.nonce();
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable LiveScript script;
  private @Nullable InputStream output;
  private volatile @Nullable Taker taker;
  private volatile Host host = Host.UNKNOWN;
  private volatile Optional<Connection> own = Optional.empty();
  private volatile Counts counts = Counts.UNKNOWN;
  private volatile boolean listening;
  private volatile boolean missing;
  private volatile boolean stopped;

  public TcpdumpTap(Place place, Opening opening, Wishes wishes) {
    this.place = place;
    this.opening = opening;
    this.wishes = wishes;
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public void reach() throws IOException {
    var text =
        ScriptHead.script(
            "capture.sh",
            Map.of(
                "N",
                nonce,
                "INTERFACE",
                place.onInterface(),
                "SNAPLEN",
                Integer.toString(wishes.snapLength()),
                "BUFFER",
                wishes.bufferKib() == 0 ? "" : Integer.toString(wishes.bufferKib()),
                "MODE",
                wishes.promiscuous() ? "" : "-p"));
    var opened = opening.open(text, this::hear);
    synchronized (this) {
      script = opened;
    }
    if (stopped) {
      opened.close();
    }
    var head = ScriptHead.of(opened, nonce);
    if (head.isEmpty() || head.get().words().size() < 3) {
      throw new IOException(opened.whyNoAnswer());
    }
    var words = head.get().words();
    host = new Host(words.get(0), words.get(1));
    own = Connection.told(words.get(2));
    output = head.get().rest();
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public Set<Connection> own() {
    return own.map(Set::of).orElse(Set.of());
  }

  @Override
  public List<ProcessHandle> carriers() {
    var opened = script();
    return opened == null ? List.of() : opened.carriers().toList();
  }

  private synchronized @Nullable LiveScript script() {
    return script;
  }

  @Override
  public void capture(String filter, String awaited, Taker to)
      throws IOException, InterruptedException {
    var in = output;
    if (in == null) {
      throw new IllegalStateException(place.label() + " was not reached");
    }
    taker = to;
    say(filter.replace('\n', ' ') + "\n" + awaited.replace('\n', ' ') + "\n");
    try (in) {
      FrameReader frames;
      try {
        frames = FrameReader.open(in::read);
      } catch (IOException e) {
        throw new IOException(whyNot(), e);
      }
      to.begins(frames.fileLinkType());
      while (frames.next()) {
        listen();
        int at = frames.dataAt();
        to.packet(
            frames.time(),
            Arrays.copyOfRange(frames.data(), at, at + frames.captured()),
            frames.length());
      }
    }
    // The counters come by standard error.
    boolean isOver = over.await(LAST_COUNTS_SECONDS, TimeUnit.SECONDS);
    if (!stopped || !isOver) {
      throw new IOException(Refusal.ended(place, because()));
    }
  }

  /// A packet tells it too, on another stream than the line that says so.
  private synchronized void listen() {
    var to = taker;
    if (!listening && to != null) {
      listening = true;
      to.listens();
    }
  }

  private String whyNot() {
    return stopped
        ? place.label() + ": was stopped before it began"
        : Refusal.of(place, missing, because());
  }

  private String because() {
    var opened = script();
    if (opened == null) {
      return "";
    }
    var last = opened.because();
    var said = opened.complaint();
    return said.contains("permission") || said.contains("syntax") ? said.strip() : last;
  }

  /// @return whether it was one of the lines that are not a complaint
  private boolean hear(String line) {
    if (line.startsWith(nonce)) {
      missing |= line.equals(nonce + " M");
      over.countDown();
      return true;
    }
    var told = counts.heard(line);
    if (told.isPresent()) {
      counts = told.get();
      return true;
    }
    if (LISTENING.matcher(line).matches()) {
      listen();
      return true;
    }
    var packet = AWAITED.matcher(line);
    var to = taker;
    if (!wishes.awaited().isEmpty() && packet.matches() && to != null) {
      to.awaited(packet.group(1));
      return true;
    }
    return false;
  }

  @Override
  public void beat(boolean counting) {
    if (listening && !stopped) {
      say(counting ? "s\n" : "b\n");
    }
  }

  private void say(String text) {
    var opened = script();
    if (opened == null) {
      return;
    }
    try {
      opened.input().write(text.getBytes(StandardCharsets.UTF_8));
      opened.input().flush();
    } catch (IOException e) {
      // What it says tells why it has ended.
    }
  }

  @Override
  public Counts counts() {
    return counts;
  }

  @Override
  public void stop() {
    stopped = true;
    var opened = script();
    if (opened == null) {
      return;
    }
    try {
      opened.input().close();
    } catch (IOException e) {
      // It has ended.
    }
  }

  @Override
  public void close() {
    stopped = true;
    var opened = script();
    if (opened != null) {
      opened.close();
    }
  }
}
