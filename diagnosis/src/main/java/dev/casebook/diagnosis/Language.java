package dev.casebook.diagnosis;

import java.util.Arrays;
import java.util.Locale;

/// A language in which notes can be told, with the few words that a sentence is put together with.
public enum Language {
  ENGLISH("en", "(not known)", ", ", " and %d more", " local time"),
  CHINESE("zh", "（未知）", "、", " 等，另有 %d 项", "（当地时间）");

  private final String tag;
  private final String notKnown;
  private final String between;
  private final String more;
  private final String localTime;

  Language(String tag, String notKnown, String between, String more, String localTime) {
    this.tag = tag;
    this.notKnown = notKnown;
    this.between = between;
    this.more = more;
    this.localTime = localTime;
  }

  /// Of a locale such as `zh_CN.UTF-8`; English where there is none of its own.
  public static Language of(String locale) {
    return Arrays.stream(values())
        .filter(language -> locale.startsWith(language.tag))
        .findFirst()
        .orElse(ENGLISH);
  }

  /// As a command line names it: `zh`.
  public String tag() {
    return tag;
  }

  /// Stands for a value that is not known.
  String notKnown() {
    return notKnown;
  }

  /// Stands between the elements of a list.
  String between() {
    return between;
  }

  /// Follows a list of which so many elements are not told.
  String more(long count) {
    return String.format(Locale.ROOT, more, count);
  }

  /// Follows a time of which nothing tells the zone.
  String localTime() {
    return localTime;
  }

  /// A duration: in the largest unit of which there are at least two.
  String duration(long seconds) {
    long length = Math.abs(seconds);
    if (length < 120) {
      return counted(seconds, "second", "秒");
    }
    if (length < 7200) {
      return counted(seconds / 60, "minute", "分钟");
    }
    return length < 172_800
        ? counted(seconds / 3600, "hour", "小时")
        : counted(seconds / 86_400, "day", "天");
  }

  private String counted(long number, String english, String chinese) {
    return this == CHINESE
        ? number + " " + chinese
        : number + " " + english + (number == 1 ? "" : "s");
  }

  /// A time that counts from a start of the machine.
  String afterBoot(String seconds) {
    return this == CHINESE ? "启动后 " + seconds + " 秒" : seconds + " s after boot";
  }
}
