package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;

/// A line of sysctl.conf(5) or sysctl.d(5): what a boot sets a kernel parameter to.
///
/// ```
/// net.ipv4.ip_forward = 1
/// -kernel.pid_max=4194304
/// ```
///
/// Files apply in the order of their base names, whatever their folder, and `/etc/sysctl.conf`
/// last; of two files of one name, the one in `/etc` hides that in `/run`, that in `/usr/lib`.
@Row("one line that sets a kernel parameter at boot")
@Compared(
    key = {"name", "file"},
    tells = Compared.Tells.SETTING)
public record KernelParameterSetting(
    @Column("path of the file") String file,
    @Column("dotted name; slashes as first separator are turned into dots") String name,
    @Column("value, with one space where it has several parts") String value,
    @Column("whether a failure to set it is ignored (a leading -)") boolean optional) {

  public static final Table<KernelParameterSetting> TABLE =
      Table.of("kernel_parameter_settings", KernelParameterSetting.class)
          .from(
              List.of(
                  ArtifactName.file("/etc/sysctl.conf"),
                  ArtifactName.file("/etc/sysctl.d/*.conf"),
                  ArtifactName.file("/run/sysctl.d/*.conf"),
                  ArtifactName.file("/usr/lib/sysctl.d/*.conf")),
              KernelParameterSetting::parse)
          .example(
              "what is not set as the files say",
              "select s.file, s.name, s.value as file_value, p.value"
                  + " from kernel_parameter_settings s join kernel_parameters p using (name)"
                  + " where p.value <> s.value");

  static void parse(Text text, Rows<KernelParameterSetting> rows) {
    for (var line : text.lines()) {
      var setting = line.text().strip();
      if (setting.isEmpty() || setting.startsWith("#") || setting.startsWith(";")) {
        continue;
      }
      boolean optional = setting.startsWith("-");
      int sign = setting.indexOf('=');
      if (sign <= 0 && optional) {
        continue; // `-name` only excludes the name from earlier globs
      }
      if (sign <= 0) {
        rows.reject(line, "not NAME = VALUE");
        continue;
      }
      var name = setting.substring(optional ? 1 : 0, sign).strip();
      var value = Line.squeezed(setting.substring(sign + 1).strip());
      rows.add(line, new KernelParameterSetting(text.name(), dotted(name), value, optional));
    }
  }

  /// `net/ipv4/conf/eth0.100/rp_filter` is `net.ipv4.conf.eth0/100.rp_filter`; the first separator
  /// tells which form it is.
  private static String dotted(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
    if (!slashes) {
      return name;
    }
    return name.replace('.', '\0').replace('/', '.').replace('\0', '/');
  }
}
