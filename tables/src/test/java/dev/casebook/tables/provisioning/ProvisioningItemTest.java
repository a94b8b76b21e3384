package dev.casebook.tables.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class ProvisioningItemTest {

  @Test
  void collectionsOfBothLayoutsAreRows() {
    var rows =
        Sample.root()
            .fileFrom(
                "/var/lib/cobbler/collections/distros/OL-R8-U8-x86_64.json",
                "provisioning_items/distro.json")
            .fileFrom(
                "/var/lib/cobbler/config/systems.d/web1.json", "provisioning_items/system-2.json")
            .read(ProvisioningItem.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows())
        .containsExactly(
            new ProvisioningItem(
                "distro",
                "OL-R8-U8-x86_64",
                null,
                "/var/www/cobbler/distro_mirror/OL-R8-U8-x86_64/images/pxeboot/vmlinuz",
                "/var/www/cobbler/distro_mirror/OL-R8-U8-x86_64/images/pxeboot/initrd.img",
                "x86_64",
                null,
                null,
                null,
                "",
                "",
                null,
                "/var/lib/cobbler/collections/distros/OL-R8-U8-x86_64.json"),
            new ProvisioningItem(
                "system",
                "web1",
                "OL-R8-U8-x86_64",
                null,
                null,
                null,
                null,
                null,
                null,
                "02:00:00:00:00:0a,02:00:00:00:00:0b",
                "192.0.2.10",
                true,
                "/var/lib/cobbler/config/systems.d/web1.json"));
  }

  @Test
  void whatHasNoNameOrIsCutIsRejected() {
    var rows =
        Sample.root()
            .file("/var/lib/cobbler/collections/profiles/a.json", "{\"distro\": \"x\"}")
            .file("/var/lib/cobbler/collections/profiles/b.json", "{\"name\": \"b")
            .read(ProvisioningItem.TABLE);

    assertThat(rows.rows()).isEmpty();
    assertThat(rows.coverage().toString()).contains("an item without a name", "not JSON");
  }
}
