package dev.casebook.wings.accounts.portal;

import static dev.casebook.wings.accounts.portal.Html.tag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Forms and what is in them.
final class Fields {

  /// Longer than any password that is taken, and short enough for a form.
  private static final String LENGTH_MAX = "256";

  private Fields() {}

  /// A form that brings the seal of this browser back.
  static Html form(Visit visit, String path, Html... content) {
    var all = new ArrayList<>(List.of(hidden("seal", visit.site().seals().of(visit.id()))));
    all.addAll(Arrays.asList(content));
    return tag("form", all).with("method", "post").with("action", path);
  }

  static Html hidden(String name, String value) {
    return tag("input").with("type", "hidden").with("name", name).with("value", value);
  }

  static Html text(Visit visit, Phrase label, String name, String value, String autocomplete) {
    return field(visit, label, name, line(value, autocomplete).with("required", ""));
  }

  static Html optional(Visit visit, Phrase label, String name, String value) {
    return field(visit, label, name, line(value, "off"));
  }

  /// A line that is no sentence.
  private static Html.Element line(String value, String autocomplete) {
    return tag("input")
        .with("type", "text")
        .with("value", value)
        .with("autocomplete", autocomplete)
        .with("autocapitalize", "none")
        .with("spellcheck", "false");
  }

  static Html password(Visit visit, Phrase label, String name, String autocomplete) {
    return field(
        visit,
        label,
        name,
        tag("input")
            .with("type", "password")
            .with("autocomplete", autocomplete)
            .with("required", ""));
  }

  /// A value of a token; a recovery code has letters.
  static Html code(Visit visit, Phrase label) {
    return field(
        visit,
        label,
        "code",
        tag("input")
            .with("type", "text")
            .with("autocomplete", "one-time-code")
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("class", "code")
            .with("required", ""));
  }

  private static Html field(Visit visit, Phrase label, String name, Html.Element input) {
    var id = "field-" + name;
    return tag(
            "div",
            tag("label", visit.say(label)).with("for", id),
            input.with("id", id).with("name", name).with("maxlength", LENGTH_MAX))
        .with("class", "field");
  }

  static Html button(Visit visit, Phrase label) {
    return tag("button", visit.say(label)).with("type", "submit");
  }

  /// A button that is not the page's main one.
  static Html quiet(Visit visit, Phrase label) {
    return tag("button", visit.say(label)).with("type", "submit").with("class", "quiet");
  }

  /// What went wrong, read out at once.
  static Html fault(String text) {
    return tag("p", text).with("class", "notice fault").with("role", "alert");
  }

  static Html hint(String text) {
    return tag("p", text).with("class", "hint");
  }
}
