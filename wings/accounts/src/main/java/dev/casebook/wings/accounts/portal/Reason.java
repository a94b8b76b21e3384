package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.decide.Step;
import dev.casebook.wings.accounts.decide.Step.Outcome;
import java.util.Arrays;
import java.util.Optional;

/// What a step of a decision means to whoever asks about themselves, and what would change it.
enum Reason {
  ENABLED("account", Outcome.PASSES, "Your account is enabled.", "您的账号已启用。", "", ""),
  DISABLED(
      "account",
      Outcome.DENIES,
      "Your account is disabled, or its last day is over.",
      "您的账号已停用，或已过有效期。",
      "whoever looks after accounts enables it or sets a later day",
      "请账号管理员启用账号或延长有效期"),
  USER("identity", Outcome.PASSES, "You are a user of hosts.", "您是主机用户。", "", ""),
  NO_NUMBER(
      "identity",
      Outcome.UNKNOWN,
      "You have no user number on hosts yet.",
      "您在主机上还没有用户编号。",
      "whoever looks after accounts gives you one (uid)",
      "请账号管理员分配（uid）"),
  NO_USER(
      "identity",
      Outcome.DENIES,
      "You are no user of hosts.",
      "您不是主机用户。",
      "whoever looks after accounts makes you one (production)",
      "请账号管理员把您设为主机用户（production）"),
  NO_CODE("second factor", Outcome.PASSES, "No code is asked for.", "不需要动态码。", "", ""),
  RULE("access", Outcome.PASSES, "A rule lets you in.", "有规则允许您登录。", "", ""),
  NO_RULE(
      "access",
      Outcome.DENIES,
      "No rule lets you in.",
      "没有规则允许您登录。",
      "a rule for one of your groups and one of the host's groups",
      "为您所在的某个组与该主机所在的某个主机组添加规则"),
  GRANTED("grant", Outcome.PASSES, "Rights are granted to you.", "您已获得授权。", "", ""),
  NOT_GRANTED(
      "grant",
      Outcome.DENIES,
      "Nothing is granted to you.",
      "您没有任何授权。",
      "a grant for one of your groups",
      "为您所在的某个组授权"),
  VPN("vpn", Outcome.PASSES, "You may come in.", "您可以接入。", "", ""),
  NO_VPN(
      "vpn",
      Outcome.DENIES,
      "You may not come in.",
      "您不能接入。",
      "whoever looks after accounts lets you in (vpn)",
      "请账号管理员为您开通（vpn）"),
  LET_THROUGH("network", Outcome.PASSES, "The network lets you through.", "网络允许通过。", "", ""),
  NOT_LET_THROUGH(
      "network",
      Outcome.DENIES,
      "The network does not let you through from that address.",
      "从该地址访问，网络不允许通过。",
      "a gate rule from that network to the host, or a way over a jump host",
      "添加从该网络到该主机的放行规则，或经跳板机访问"),
  NETWORK_UNKNOWN(
      "network",
      Outcome.UNKNOWN,
      "Whether the network lets you through is not known.",
      "无法判断网络是否允许通过。",
      "",
      ""),
  ADDRESS_YOURS("gate", Outcome.PASSES, "The address may pass.", "该地址可以通过。", "", ""),
  ADDRESS_NOT_YOURS(
      "gate",
      Outcome.DENIES,
      "The address is not bound to you.",
      "该地址没有绑定到您。",
      "a gate entry that binds an address to you",
      "把一个地址绑定到您的准入条目"),
  NO_HOST("host", Outcome.DENIES, "There is no such host.", "没有这台主机。", "", "");

  private final String step;
  private final Outcome outcome;
  private final String english;
  private final String chinese;
  private final String englishCure;
  private final String chineseCure;

  Reason(
      String step,
      Outcome outcome,
      String english,
      String chinese,
      String englishCure,
      String chineseCure) {
    this.step = step;
    this.outcome = outcome;
    this.english = english;
    this.chinese = chinese;
    this.englishCure = englishCure;
    this.chineseCure = chineseCure;
  }

  static Optional<Reason> of(Step one) {
    return Arrays.stream(values())
        .filter(reason -> reason.step.equals(one.name()) && reason.outcome == one.outcome())
        .findFirst();
  }

  String says(Language language) {
    return language == Language.CHINESE ? chinese : english;
  }

  /// Empty where nothing need change.
  String cure(Language language) {
    return language == Language.CHINESE ? chineseCure : englishCure;
  }
}
