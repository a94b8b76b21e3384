package dev.casebook.wings.accounts.portal;

import dev.casebook.formats.network.IpAddress;
import java.util.Map;

/// What a browser asks for, whatever brought it here.
///
/// @param query of the address
/// @param form fields of a POST
/// @param from where it comes from
/// @param origin the header `Origin`; empty if there is none
/// @param site the header `Sec-Fetch-Site`; empty if there is none
/// @param languages the header `Accept-Language`; or empty
record Ask(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> form,
    Map<String, String> cookies,
    IpAddress from,
    String origin,
    String site,
    String languages) {

  Ask {
    query = Map.copyOf(query);
    form = Map.copyOf(form);
    cookies = Map.copyOf(cookies);
  }

  boolean isPost() {
    return method.equals("POST");
  }

  /// A field of the form; empty where it was not sent.
  String field(String name) {
    return form.getOrDefault(name, "");
  }
}
