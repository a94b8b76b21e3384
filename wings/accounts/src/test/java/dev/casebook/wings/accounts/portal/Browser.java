package dev.casebook.wings.accounts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a browser does with pages: it keeps cookies, sends forms with what is hidden in them, and
/// says where a form comes from.
public final class Browser {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private static final Pattern SEAL =
      Pattern.compile("<input type=\"hidden\" name=\"seal\" value=\"([^\"]*)\">");

  final Map<String, String> cookies = new LinkedHashMap<>();
  final Map<String, String> headers = new LinkedHashMap<>();
  String seal = "";
  private final String base;

  public Browser(String base, String origin) {
    this.base = base;
    headers.put("Origin", origin);
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request = request(path);
    return sent(request.GET().build());
  }

  /// @param fields name, value, name, value …
  HttpResponse<String> post(String path, String... fields)
      throws IOException, InterruptedException {
    var parts = new ArrayList<>(List.of("seal=" + encoded(seal)));
    for (int i = 0; i < fields.length; i += 2) {
      parts.add(encoded(fields[i]) + "=" + encoded(fields[i + 1]));
    }
    return body(path, String.join("&", parts));
  }

  HttpResponse<String> body(String path, String body) throws IOException, InterruptedException {
    var request = request(path).header("Content-Type", "application/x-www-form-urlencoded");
    headers.forEach(request::header);
    return sent(request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(base + path));
    var all = new ArrayList<String>();
    cookies.forEach((name, value) -> all.add(name + "=" + value));
    if (!all.isEmpty()) {
      request.header("Cookie", String.join("; ", all));
    }
    return request;
  }

  private HttpResponse<String> sent(HttpRequest request) throws IOException, InterruptedException {
    var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    for (var cookie : response.headers().allValues("Set-Cookie")) {
      var pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    var matcher = SEAL.matcher(response.body());
    if (matcher.find()) {
      seal = matcher.group(1);
    }
    return response;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> signIn(String account, String password)
      throws IOException, InterruptedException {
    get("/sign-in");
    return post("/sign-in", "account", account, "password", password);
  }

  /// Signs in, and is in.
  public Browser in(String account) throws IOException, InterruptedException {
    var answer = signIn(account, Lab.PASSWORD);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(get("/").body()).contains("you are signed in as " + account);
    return this;
  }

  boolean isIn() throws IOException, InterruptedException {
    return get("/").statusCode() == 200;
  }

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
