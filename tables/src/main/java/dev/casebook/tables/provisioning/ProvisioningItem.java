package dev.casebook.tables.provisioning;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An item of cobbler's collections: a distribution, a profile, a system, a repository or an image.
///
/// ```
/// {"name": "OL-R8-U8-x86_64", "kernel": "/var/www/cobbler/distro_mirror/…/vmlinuz", …}
/// ```
///
/// Cobbler 2 keeps them in `/var/lib/cobbler/config/distros.d/NAME.json`, cobbler 3 in
/// `/var/lib/cobbler/collections/distros/NAME.json`, with some other names of fields. Values that
/// begin with `<<` are inherited. Source: cobbler's `serializer_file` and `items`.
@Row("one item of cobbler's collections")
@Compared(
    key = {"kind", "name"},
    ofHost = {"server", "file"},
    tells = Compared.Tells.SETTING)
public record ProvisioningItem(
    @Column("distro, profile, system, repo, image, menu, …") String kind,
    @Column("its name") String name,
    @Column(
            "what it builds on: the distro or parent of a profile, the profile or image of a system")
        @Nullable String parent,
    @Column("path of the kernel, of a distro") @Nullable String kernel,
    @Column("path of the initial RAM disk, of a distro") @Nullable String initrd,
    @Column("architecture: x86_64") @Nullable String architecture,
    @Column("template by which it is installed: kickstart, preseed, autoyast")
        @Nullable String autoinstall,
    @Column("where a repository is mirrored from") @Nullable String mirror,
    @Column(
            value = "server that its machines are sent to; NULL if the usual one",
            means = Meaning.HOST)
        @Nullable String server,
    @Column("hardware addresses of a system, with commas between") String hardwareAddresses,
    @Column("IP addresses of a system, with commas between") String addresses,
    @Column("whether a system installs itself when it boots from the network; NULL of others")
        @Nullable Boolean netbootEnabled,
    @Column("path of the file") String file) {

  private static final String NEW = "/var/lib/cobbler/collections/";
  private static final String OLD = "/var/lib/cobbler/config/";
  private static final List<String> KINDS =
      List.of("distros", "profiles", "systems", "repos", "images");

  public static final Table<ProvisioningItem> TABLE =
      Table.of("provisioning_items", ProvisioningItem.class)
          .from(
              Stream.concat(
                      KINDS.stream().map(kind -> NEW + kind + "/*.json"),
                      KINDS.stream().map(kind -> OLD + kind + ".d/*.json"))
                  .<ArtifactName>map(ArtifactName::file)
                  .toList(),
              ProvisioningItem::parse)
          .example(
              "systems and what they are installed with",
              """
              select s.name as system, p.name as profile, d.name as distro, d.kernel
              from provisioning_items s
              left join provisioning_items p on p.kind = 'profile' and p.name = s.parent
              left join provisioning_items d on d.kind = 'distro' and d.name = p.parent
              where s.kind = 'system'\
              """)
          .example(
              "items that build on something that is not there",
              """
              select i.kind, i.name, i.parent from provisioning_items i
              where i.parent is not null and not exists (
                select 1 from provisioning_items p where p.name = i.parent)\
              """);

  static void parse(Text text, Rows<ProvisioningItem> rows) {
    var kind = text.pathPart(1).replaceFirst("\\.d$", "").replaceFirst("s$", "");
    Json.elements(
        text,
        rows,
        item -> {
          var name = item.text("name");
          if (name == null || name.isEmpty()) {
            rows.reject(
                new Line(item.offset(), String.join(" ", item.names())), "an item without a name");
          } else {
            rows.add(item.offset(), of(kind, name, item, text.name()));
          }
        });
  }

  private static ProvisioningItem of(String kind, String name, Json item, String file) {
    return new ProvisioningItem(
        kind,
        name,
        Stream.of("distro", "profile", "image", "parent")
            .map(key -> own(item, key))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        own(item, "kernel"),
        own(item, "initrd"),
        own(item, "arch"),
        item.has("autoinstall") ? own(item, "autoinstall") : own(item, "kickstart"),
        own(item, "mirror"),
        own(item, "server"),
        ofInterfaces(item, "mac_address"),
        ofInterfaces(item, "ip_address"),
        item.get("netboot_enabled").bool(),
        file);
  }

  /// A value that is its own and not inherited.
  private static @Nullable String own(Json item, String key) {
    var value = item.text(key);
    return value == null || value.isEmpty() || value.startsWith("<<") ? null : value;
  }

  private static String ofInterfaces(Json item, String key) {
    var values = new ArrayList<String>();
    var interfaces = item.get("interfaces");
    for (var name : interfaces.names()) {
      var value = interfaces.get(name).text(key);
      if (value != null && !value.isEmpty()) {
        values.add(value);
      }
    }
    return String.join(",", values);
  }
}
