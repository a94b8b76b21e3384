package dev.casebook.wings.accounts.portal;

import java.util.ArrayList;
import java.util.List;

/// What a browser gets.
///
/// @param cookies as `Set-Cookie` has them
/// @param location where to go on; empty for here
record Answer(int status, String type, String body, List<String> cookies, String location) {

  static final int OK = 200;
  static final int SEE_OTHER = 303;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int TOO_LARGE = 413;
  static final int UNPROCESSABLE = 422;
  static final int TOO_MANY = 429;
  static final int BROKEN = 500;
  static final int BUSY = 503;

  private static final String HTML = "text/html; charset=utf-8";

  Answer {
    cookies = List.copyOf(cookies);
  }

  static Answer page(int status, Html.Element document) {
    return new Answer(status, HTML, Html.document(document), List.of(), "");
  }

  static Answer file(String type, String body) {
    return new Answer(OK, type, body, List.of(), "");
  }

  /// Go on there, by GET.
  static Answer to(String path) {
    return new Answer(SEE_OTHER, HTML, "", List.of(), path);
  }

  Answer with(String cookie) {
    var all = new ArrayList<>(cookies);
    all.add(cookie);
    return new Answer(status, type, body, all, location);
  }
}
