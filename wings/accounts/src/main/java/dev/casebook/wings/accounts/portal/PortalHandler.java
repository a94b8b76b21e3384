package dev.casebook.wings.accounts.portal;

import dev.casebook.formats.network.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// From HTTP to what is asked, and from the answer to HTTP.
///
/// Source: OWASP HTTP Headers Cheat Sheet.
final class PortalHandler extends Handler.Abstract {

  private static final int BODY_BYTES_MAX = 16 * 1024;
  private static final String FORM = "application/x-www-form-urlencoded";

  /// No page may be framed, run a script, load from elsewhere or be kept.
  private static final List<HttpField> HEADERS =
      List.of(
          new HttpField(
              "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                  + " base-uri 'none'; frame-ancestors 'none'"),
          new HttpField("X-Content-Type-Options", "nosniff"),
          new HttpField("X-Frame-Options", "DENY"),
          // with no-referrer browsers would send no Origin either
          new HttpField("Referrer-Policy", "same-origin"),
          new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
          new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
          new HttpField("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
          new HttpField("Cache-Control", "no-store"));

  private static final HttpField ONLY_HTTPS =
      new HttpField("Strict-Transport-Security", "max-age=31536000");

  private final Desk desk;
  private final boolean behindProxy;
  private final boolean onlyHttps;
  private final Consumer<String> log;

  PortalHandler(Desk desk, boolean behindProxy, boolean onlyHttps, Consumer<String> log) {
    this.desk = desk;
    this.behindProxy = behindProxy;
    this.onlyHttps = onlyHttps;
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      write(answer(request), response, callback);
    } catch (IOException e) {
      callback.failed(e);
    }
    return true;
  }

  private Answer answer(Request request) throws IOException {
    byte[] body;
    try (var in = Request.asInputStream(request)) {
      body = in.readNBytes(BODY_BYTES_MAX + 1);
    }
    if (body.length > BODY_BYTES_MAX) {
      return plain(Answer.TOO_LARGE, Phrase.TOO_LARGE);
    }
    var query = Form.read(Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""));
    var form = form(request, body);
    var from = from(request);
    if (query.isEmpty() || form.isEmpty() || from.isEmpty()) {
      return plain(Answer.BAD_REQUEST, Phrase.NOT_OURS);
    }
    try {
      return desk.answer(
          new Ask(
              request.getMethod().equals("HEAD") ? "GET" : request.getMethod(),
              Request.getPathInContext(request),
              query.get(),
              form.get(),
              cookies(request),
              from.get(),
              header(request, "Origin"),
              header(request, "Sec-Fetch-Site"),
              header(request, "Accept-Language")));
    } catch (IOException | RuntimeException e) {
      log.accept("the page: " + e);
      return plain(Answer.BROKEN, Phrase.BROKEN);
    }
  }

  private static Optional<Map<String, String>> form(Request request, byte[] body) {
    if (body.length == 0) {
      return Optional.of(Map.of());
    }
    return header(request, "Content-Type").startsWith(FORM)
        ? Form.read(new String(body, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static String header(Request request, String name) {
    return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
  }

  private Optional<IpAddress> from(Request request) {
    if (behindProxy) {
      var hops = header(request, "X-Forwarded-For").split(",");
      var last = IpAddress.of(hops[hops.length - 1].strip());
      if (last.isPresent()) {
        return last;
      }
    }
    return IpAddress.of(Request.getRemoteAddr(request));
  }

  /// The first of a name: a host of the same domain can only add others.
  private static Map<String, String> cookies(Request request) {
    var all = new HashMap<String, String>();
    Request.getCookies(request).forEach(one -> all.putIfAbsent(one.getName(), one.getValue()));
    return all;
  }

  /// For what comes before anybody's language is known.
  private static Answer plain(int status, Phrase phrase) {
    var words = phrase.in(Language.ENGLISH) + "\n" + phrase.in(Language.CHINESE) + "\n";
    return new Answer(status, "text/plain; charset=utf-8", words, List.of(), "");
  }

  /// What Jetty itself refuses, such as a header that is too long, gets no page of its own.
  boolean refused(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    write(
        plain(status, status < Answer.BROKEN ? Phrase.NOT_OURS : Phrase.BROKEN),
        response,
        callback);
    return true;
  }

  private void write(Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    var headers = response.getHeaders();
    HEADERS.forEach(headers::put);
    if (onlyHttps) {
      headers.put(ONLY_HTTPS);
    }
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    answer.cookies().forEach(cookie -> headers.add(HttpHeader.SET_COOKIE, cookie));
    if (!answer.location().isEmpty()) {
      headers.put(HttpHeader.LOCATION, answer.location());
    }
    response.write(true, ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)), callback);
  }
}
