package dev.casebook.wings.accounts.decide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/// Names that differ by a number alone, as one: `web[01-40]`, as a row of hosts writes them.
final class NameRanges {

  /// The last number of a name and what stands round it.
  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]{1,18})([^0-9]*)");

  private NameRanges() {}

  private record Form(String before, int digits, String after) {}

  /// In the order in which the names come; a name without neighbours stays as it is.
  static List<String> of(List<String> names) {
    var numbers = new LinkedHashMap<Form, List<Long>>();
    var all = new ArrayList<String>();
    for (var name : names) {
      var matcher = NUMBERED.matcher(name);
      if (matcher.matches()) {
        var form = new Form(matcher.group(1), matcher.group(2).length(), matcher.group(3));
        numbers.computeIfAbsent(form, _ -> new ArrayList<>()).add(Long.parseLong(matcher.group(2)));
      } else {
        all.add(name);
      }
    }
    numbers.forEach((form, some) -> add(all, form, some.stream().sorted().distinct().toList()));
    return all;
  }

  private static void add(List<String> to, Form form, List<Long> sorted) {
    for (int first = 0, last; first < sorted.size(); first = last + 1) {
      last = first;
      while (last + 1 < sorted.size() && sorted.get(last + 1) == sorted.get(last) + 1) {
        last++;
      }
      var from = padded(form, sorted.get(first));
      to.add(
          form.before()
              + (last == first ? from : "[" + from + "-" + padded(form, sorted.get(last)) + "]")
              + form.after());
    }
  }

  private static String padded(Form form, long number) {
    return ("%0" + form.digits() + "d").formatted(number);
  }
}
