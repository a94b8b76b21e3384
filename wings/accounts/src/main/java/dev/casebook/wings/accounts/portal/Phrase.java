package dev.casebook.wings.accounts.portal;

/// Everything that pages and mails say, in each language. `{0}` stands for the first value.
enum Phrase {
  SITE("Accounts", "账号"),
  PAGES("Pages", "页面"),
  OVERVIEW("Overview", "概览"),
  PASSWORD("Password", "密码"),
  TOKENS("Tokens", "令牌"),
  ACCESS("Access", "我的权限"),
  SIGN_IN("Sign in", "登录"),
  SIGN_OUT("Sign out", "退出"),
  BACK("Back", "返回"),
  GO_ON("Go on", "继续"),

  SORRY("Sorry", "抱歉"),
  NOT_FOUND("There is no such page.", "没有这个页面。"),
  NOT_OURS(
      "This form is not one of ours, or it is too old. Open the page again and try once more.",
      "表单并非来自本页面，或已失效。请重新打开页面再试。"),
  TOO_MANY("Too many tries. Wait a few minutes.", "尝试次数过多，请稍候几分钟再试。"),
  TOO_LARGE("That is too much.", "提交的内容过大。"),
  BUSY("Too many people at once. Try again in a moment.", "当前访问过多，请稍后再试。"),
  BROKEN("Something went wrong here. It has been noted.", "服务器出错，已记录。"),
  NO_MAIL("This page can't send mail. Ask whoever looks after accounts.", "本页面无法发送邮件，请联系账号管理员。"),

  ACCOUNT_NAME("Account", "账号名"),
  FORGOTTEN("Forgotten the password?", "忘记密码？"),
  NOT_SIGNED_IN(
      "The account or the password is not right, or the account may not sign in now.",
      "账号或密码不正确，或该账号目前不能登录。"),
  NO_TOKEN(
      "A code is asked for here and you have no token. Ask whoever looks after accounts for one.",
      "此处需要动态码，而您还没有令牌。请联系账号管理员。"),
  SECOND_STEP("Second step", "第二步验证"),
  CODE("Code", "动态码"),
  CODE_HINT(
      "The six digits that your token shows, or one of your recovery codes.", "令牌显示的六位数字，或一个恢复码。"),
  WRONG_CODE("That code is not right, or it was used.", "动态码不正确，或已被使用。"),
  START_AGAIN("Start again", "重新开始"),

  HELLO("{0}, you are signed in as {1}.", "{0}，您已登录为 {1}。"),
  THE_ACCOUNT("Account", "账号"),
  CHANGE("Change it", "修改密码"),
  MANAGE("Manage tokens", "管理令牌"),
  WHAT_MAY_I("What may I do?", "我能做什么？"),
  SET_ON("Set on {0}.", "设置于 {0}。"),
  NEVER_TOO_OLD("It does not expire.", "不会过期。"),
  GOOD_UNTIL("Good until {0}; {1} days are left.", "有效期至 {0}，还剩 {1} 天。"),
  NO_END("It has no last day.", "没有截止日期。"),
  LAST_DAY("The last day is {0}; {1} days are left.", "最后一天为 {0}，还剩 {1} 天。"),
  NO_TOKENS("You have no token.", "您还没有令牌。"),
  TOKEN_COUNT("Tokens: {0}.", "令牌数：{0}。"),
  CODES_LEFT("Recovery codes left: {0}.", "剩余恢复码：{0}。"),

  CHANGE_PASSWORD("Change password", "修改密码"),
  OLD_PASSWORD("Password now", "当前密码"),
  NEW_PASSWORD("New password", "新密码"),
  AGAIN("The same again", "再次输入新密码"),
  PASSWORD_RULES(
      "At least {0} characters, without your name in it, and not one that anybody would try first."
          + " Three or four words that don't belong together are good.",
      "至少 {0} 个字符，不含您的名字，也不是常见密码。几个互不相关的词连在一起就很好。"),
  TOO_OLD("Your password is too old. Change it to go on.", "您的密码已过期，请先修改。"),
  WRONG_PASSWORD("The password is not right.", "密码不正确。"),
  NOT_THE_SAME("The two new passwords are not the same.", "两次输入的新密码不一致。"),
  TOO_SHORT("A password has at least {0} characters here.", "密码至少需要 {0} 个字符。"),
  TOO_LONG("That password is too long.", "密码过长。"),
  HOLDS_NAME("A password does not hold your name.", "密码不能包含您的名字。"),
  COMMON("That is one of the first that anybody would try.", "这是最容易被猜到的密码之一。"),
  SAME("That is the password you have already.", "新密码与当前密码相同。"),
  PASSWORD_CHANGED(
      "Your password is changed. You are signed out everywhere else.", "密码已修改，其他设备上的登录已全部退出。"),

  RESET("A new password", "重设密码"),
  RESET_HINT(
      "Say who you are, and a link for a new password comes to the mail address of your account.",
      "请填写账号，我们会把重设密码的链接发到该账号的邮箱。"),
  NAME_OR_MAIL("Account or mail address", "账号名或邮箱"),
  SEND_LINK("Send the link", "发送链接"),
  LINK_SENT(
      "If there is such an account, a link is on its way. It is good once, for {0} minutes.",
      "如果该账号存在，链接已经发出，{0} 分钟内有效，且只能使用一次。"),
  BACK_TO_SIGN_IN("Go to sign in", "前往登录"),
  NO_LINK("This link is too old, or it was used.", "链接已过期或已被使用。"),
  ASK_AGAIN("Ask for another", "重新获取链接"),
  CHOOSE_PASSWORD("Choose a new password", "设置新密码"),
  CHOOSE_HINT("For the account {0}.", "账号：{0}。"),
  SET_PASSWORD("Set the password", "设置密码"),
  PASSWORD_SET("Your password is set, and a lock is gone.", "密码已设置，账号锁定已解除。"),
  RESET_SUBJECT("A new password for your account", "重设账号密码"),
  RESET_LETTER(
      """
      {0},

      somebody at {4} asked for a new password for the account {1}. If it was
      you, choose one here within {3} minutes; the link is good once:

      {2}

      If it was not you, do nothing: the password stays as it is.
      """,
      """
      {0}，您好：

      有人从 {4} 请求为账号 {1} 重设密码。如果是您本人，请在 {3} 分钟内
      打开以下链接设置新密码，链接只能使用一次：

      {2}

      如果不是您本人，请忽略本邮件，密码不会改变。
      """),
  CHANGED_SUBJECT("Your password was changed", "您的密码已修改"),
  CHANGED_LETTER(
      """
      {0},

      the password of the account {1} was changed at {2}, from {3}.

      If it was not you, tell whoever looks after accounts at once.
      """,
      """
      {0}，您好：

      账号 {1} 的密码已于 {2} 从 {3} 修改。

      如果不是您本人操作，请立即联系账号管理员。
      """),

  TOKENS_CHANGED_SUBJECT("Your tokens were changed", "您的令牌已变更"),
  TOKENS_CHANGED_LETTER(
      """
      {0},

      a token of the account {1} was added or removed at {2}, from {3}.

      If it was not you, tell whoever looks after accounts at once.
      """,
      """
      {0}，您好：

      账号 {1} 的令牌已于 {2} 从 {3} 添加或移除。

      如果不是您本人操作，请立即联系账号管理员。
      """),

  TOKENS_HINT(
      "A token is an app or a device that shows codes of one use. Where one is asked for, a"
          + " password alone lets nobody in.",
      "令牌是显示一次性动态码的应用或设备。在需要动态码的地方，仅凭密码无法登录。"),
  ADD_TOKEN("Add a token", "添加令牌"),
  REMOVE("Remove", "移除"),
  BY_TIME("by time (TOTP)", "按时间（TOTP）"),
  BY_COUNTER("by a counter (HOTP)", "按计数（HOTP）"),
  KIND("Kind", "类型"),
  ADD_HINT(
      "Most apps take both kinds. Choose the first unless you were told otherwise.",
      "多数应用两种都支持。没有特别要求时选第一种即可。"),
  SCAN_HINT("Scan this with your app, then type the code that it shows.", "用令牌应用扫描，然后输入它显示的动态码。"),
  QR_CODE("QR code with the token's secret", "含令牌密钥的二维码"),
  BY_HAND("No camera?", "无法扫描？"),
  BY_HAND_HINT("Type this secret into your app, {0}, six digits:", "在应用中输入以下密钥，{0}，六位数字："),
  OPEN_APP("Open in an app on this device", "在本设备的应用中打开"),
  FIRST_CODE("The code that it shows", "显示的动态码"),
  TOKEN_ADDED("Your token is added.", "令牌已添加。"),
  TOKEN_ADDED_NO_CODES(
      "Your token is added. Make recovery codes now, for the day when you lose it.",
      "令牌已添加。请现在生成恢复码，以备令牌丢失时使用。"),
  REMOVE_TOKEN("Remove a token", "移除令牌"),
  REMOVE_HINT("No code of {0} is taken any more after this.", "移除后，{0} 的动态码将不再有效。"),
  TOKEN_REMOVED("The token is removed.", "令牌已移除。"),
  RECOVERY("Recovery codes", "恢复码"),
  RECOVERY_HINT(
      "Each takes the place of a code once. Keep them where you would not lose them together with"
          + " your token.",
      "每个恢复码可代替动态码使用一次。请与令牌分开保存。"),
  NEW_CODES("Make new recovery codes", "生成新的恢复码"),
  NEW_CODES_HINT("Those from before are good no more.", "之前的恢复码将全部失效。"),
  CODES_SHOWN("Write them down or print them: they are shown once.", "请抄写或打印保存，仅显示这一次。"),

  ACCESS_HINT(
      "What the company's rules say about you today. Open a line to see each step. Ask about one"
          + " host to see whether the network lets you through too.",
      "公司规则目前对您的规定。展开一行可查看每一步。查询单台主机时，还可以查看网络是否放行。"),
  HOST("Host", "主机"),
  FROM_ADDRESS("Your address (optional)", "您的地址（可选）"),
  NO_ADDRESS("That is not an IP address.", "这不是 IP 地址。"),
  ASK("Why?", "查询原因"),
  HOSTS("Hosts, by ssh", "主机（ssh）"),
  DATABASES("Databases", "数据库"),
  WAYS_IN("VPN and applications", "VPN 与应用"),
  APPLICATIONS("Applications", "应用"),
  MORE("{0} more are not shown; ask about one above.", "另有 {0} 项未显示，可在上方查询。"),
  ALLOWED("allowed", "允许"),
  DENIED("not allowed", "不允许"),
  TO_CHANGE_IT("To change it: {0}.", "如需改变：{0}。"),
  CODE_AND_TOKEN("A code is asked for, and you have a token.", "需要动态码，您已有令牌。"),
  CODE_AND_NO_TOKEN("A code is asked for, and you have no token.", "需要动态码，而您还没有令牌。"),
  ADD_ONE("add a token", "添加令牌");

  private final String english;
  private final String chinese;

  Phrase(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  /// In one pass, so that a value with braces in it stays as it is.
  String in(Language language, Object... values) {
    var text = language == Language.CHINESE ? chinese : english;
    var said = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', from)) {
      said.append(text, from, at).append(values[text.charAt(at + 1) - '0']);
      from = at + "{0}".length();
    }
    return said.append(text, from, text.length()).toString();
  }
}
