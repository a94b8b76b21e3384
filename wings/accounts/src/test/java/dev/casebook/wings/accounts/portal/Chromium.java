package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Chromium without a window, with scripts of pages switched off, led by its DevTools protocol.
public final class Chromium {

  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final Pattern ID = Pattern.compile("^\\{\"id\":([0-9]+),");
  private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");
  private static final Pattern LOADED =
      Pattern.compile("\"Page.lifecycleEvent\".*\"loaderId\":\"([^\"]+)\",\"name\":\"load\"");
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger last = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

  /// The loaders of pages that are whole, as they came. Each page has one of its own.
  private final BlockingQueue<String> loaded = new LinkedBlockingQueue<>();

  /// What the browser complains of, such as something that a policy forbade.
  final List<String> complaints = new CopyOnWriteArrayList<>();

  private String session = "";
  private String page = "";

  public Chromium(Path profile) throws Exception {
    process =
        new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var address = listening();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Ear())
            .get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
    var target = part(call("Target.createTarget", "{\"url\":\"about:blank\"}"), "targetId");
    session =
        part(
            call("Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}"),
            "sessionId");
    call("Page.enable", "{}");
    call("Page.setLifecycleEventsEnabled", "{\"enabled\":true}");
    arrived();
    call("Log.enable", "{}");
    call("Emulation.setScriptExecutionDisabled", "{\"value\":true}");
  }

  private String listening() throws IOException {
    var errors =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    var said = new StringBuilder();
    for (var line = errors.readLine(); line != null; line = errors.readLine()) {
      said.append(line).append('\n');
      var matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        Thread.ofVirtual().start(() -> errors.lines().forEach(_ -> {}));
        return matcher.group(1);
      }
    }
    throw new IOException("chromium can't be started:\n" + said);
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      text.append(data);
      if (isLast) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(true);
    }
  }

  private void take(String message) {
    var id = ID.matcher(message);
    if (id.find()) {
      var wanted = waiting.remove(Integer.parseInt(id.group(1)));
      if (wanted != null) {
        wanted.complete(message);
      }
      return;
    }
    var whole = LOADED.matcher(message);
    if (whole.find()) {
      loaded.add(whole.group(1));
    } else if (message.contains("\"Log.entryAdded\"") && message.contains("\"level\":\"error\"")) {
      complaints.add(message);
    }
  }

  private String call(String method, String parameters) throws Exception {
    int id = last.incrementAndGet();
    var answer = new CompletableFuture<String>();
    waiting.put(id, answer);
    var whose = session.isEmpty() ? "" : ",\"sessionId\":\"" + session + "\"";
    socket
        .sendText(
            "{\"id\":%d,\"method\":\"%s\",\"params\":%s%s}"
                .formatted(id, method, parameters, whose),
            true)
        .get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
    var said = answer.get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
    assertThat(said).as(method).doesNotContain("\"error\":{");
    return said;
  }

  private static String part(String json, String name) {
    var matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return matcher.group(1);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  /// What an expression of the page comes to, as text.
  public String say(String expression) throws Exception {
    var wrapped = "encodeURIComponent(String(" + expression + "))";
    var said = call("Runtime.evaluate", "{\"expression\":" + quoted(wrapped) + "}");
    var matcher = VALUE.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
  }

  public void language(String accepted) throws Exception {
    call(
        "Emulation.setUserAgentOverride",
        "{\"userAgent\":\"test\",\"acceptLanguage\":" + quoted(accepted) + "}");
  }

  void screen(int width, int height, boolean dark) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%b}"
            .formatted(width, height, width < 600));
    call(
        "Emulation.setEmulatedMedia",
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
            .formatted(dark ? "dark" : "light"));
  }

  public void open(String url) throws Exception {
    call("Page.navigate", "{\"url\":" + quoted(url) + "}");
    arrived();
  }

  /// Types into a field as a keyboard does.
  public void type(String field, String text) throws Exception {
    say("document.querySelector('[name=" + field + "]').select()");
    call("Input.insertText", "{\"text\":" + quoted(text) + "}");
  }

  /// Presses the button of a form, or follows a link, and waits for the next page.
  public void press(String selector) throws Exception {
    say("document.querySelector('" + selector + "').click()");
    arrived();
  }

  /// Waits until the browser tells that another page is whole. The page itself isn't asked: what is
  /// asked between two pages has no answer.
  private void arrived() throws Exception {
    var before = page;
    while (page.equals(before)) {
      var next = loaded.poll(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("the next page comes in time").isNotNull();
      page = next;
    }
  }

  public String text() throws Exception {
    return say("document.body.innerText");
  }

  public String path() throws Exception {
    return say("location.pathname");
  }

  byte[] picture() throws Exception {
    var said =
        call("Page.captureScreenshot", "{\"format\":\"png\",\"captureBeyondViewport\":true}");
    return Base64.getDecoder().decode(part(said, "data"));
  }

  /// Its helpers write to the profile for a moment longer than it runs itself.
  public void end() throws Exception {
    socket.abort();
    var helpers = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    for (var helper : helpers) {
      helper.destroyForcibly();
      helper.onExit().get(20, TimeUnit.SECONDS);
    }
  }
}
