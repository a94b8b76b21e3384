package dev.casebook.tables.storage;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A block device, as lsblk(8) shows it: once under each device that it lies on.
///
/// ```
/// NAME="vda1" KNAME="vda1" MAJ:MIN="252:1" FSTYPE="ext4" MOUNTPOINT="/" SIZE="39.9G" TYPE="part" …
/// |-vda1  252:1    0  39.9G  0 part /
/// ```
@Row("one block device on one device below it")
@Compared(
    key = {"name", "parent"},
    restless = {"device_number"},
    ofHost = {"uuid", "serial"})
public record BlockDevice(
    @Column("its name, without /dev") String name,
    @Column("device that it lies on; NULL for a disk of its own") @Nullable String parent,
    @Column("disk, part, lvm, crypt, raid1, mpath, rom, loop, …") String type,
    @Column("major and minor number: 252:1") @Nullable String deviceNumber,
    @Column("size in bytes; where lsblk prints 39.9G, to that digit") @Nullable Long bytes,
    @Column("whether it can only be read") boolean readOnly,
    @Column("kind of file system or what else it holds: ext4, xfs, LVM2_member, swap, …")
        @Nullable String filesystem,
    @Column("unique id of the file system") @Nullable String uuid,
    @Column("its label") @Nullable String label,
    @Column("where it is mounted; [SWAP] for swap; NULL if nowhere") @Nullable String mountpoint,
    @Column("the disk's model") @Nullable String model,
    @Column("the disk's serial number") @Nullable String serial,
    @Column("state of the device: running, offline, …") @Nullable String state,
    @Column("whether it turns; NULL where it is not told") @Nullable Boolean rotational) {

  private static final ArtifactName PAIRS = ArtifactName.command("lsblk -O -P");
  private static final ArtifactName TREE = ArtifactName.command("lsblk");

  public static final Table<BlockDevice> TABLE =
      Table.of("block_devices", BlockDevice.class)
          .command("lsblk -O -P", BlockDevice::parsePairs)
          .command("lsblk -P -O", BlockDevice::parsePairs)
          .command("lsblk", BlockDevice::parseTree)
          .sniff(PAIRS, head -> head.startsWith("NAME=\"") && head.contains(" TYPE=\""))
          .sniff(
              TREE, head -> head.matches("(?s)NAME +MAJ:MIN +RM +SIZE +RO +TYPE +MOUNTPOINTS?.*"))
          .example(
              "what lies on which disk",
              "select name, parent, type, bytes, filesystem, mountpoint from block_devices");

  private static final Pattern PAIR = Pattern.compile("([A-Z][A-Z0-9:%_-]{0,30})=\"([^\"]*)\"");

  private static void parsePairs(Text text, Rows<BlockDevice> rows) {
    var names = new HashMap<String, String>();
    for (var line : text.lines()) {
      var values = pairs(line);
      names.put(values.getOrDefault("KNAME", ""), values.getOrDefault("NAME", ""));
    }
    for (var line : text.lines()) {
      var values = pairs(line);
      if (values.containsKey("NAME") && values.containsKey("TYPE")) {
        rows.add(line, of(values, names));
      } else if (!line.isNoise()) {
        rows.reject(line, "not a device of lsblk");
      }
    }
  }

  private static Map<String, String> pairs(Line line) {
    var values = new HashMap<String, String>();
    var pair = PAIR.matcher(line.text());
    while (pair.find()) {
      values.putIfAbsent(pair.group(1).replace('_', ':'), pair.group(2));
    }
    return values;
  }

  /// @param names of devices by the kernel's names, by which the one below is told: dm-0
  private static BlockDevice of(Map<String, String> values, Map<String, String> names) {
    var below = value(values, "PKNAME");
    var rota = value(values, "ROTA");
    return new BlockDevice(
        values.getOrDefault("NAME", ""),
        below == null ? null : names.getOrDefault(below, below),
        values.getOrDefault("TYPE", ""),
        value(values, "MAJ:MIN"),
        bytes(values.getOrDefault("SIZE", "")),
        "1".equals(values.get("RO")),
        value(values, "FSTYPE"),
        value(values, "UUID"),
        value(values, "LABEL"),
        value(values, values.containsKey("MOUNTPOINT") ? "MOUNTPOINT" : "MOUNTPOINTS"),
        value(values, "MODEL"),
        value(values, "SERIAL"),
        value(values, "STATE"),
        rota == null ? null : rota.equals("1"));
  }

  private static @Nullable String value(Map<String, String> values, String name) {
    var value = values.getOrDefault(name, "").strip();
    return value.isEmpty() ? null : value;
  }

  private static final Pattern NODE =
      Pattern.compile(
          "([|`├└│─ -]*)(\\S.*?) +([0-9]{1,7}:[0-9]{1,7}) +([01]) +([0-9.,]+[BKMGTPE]?) +([01]) +(\\S+)(?: +(\\S.*?))? *");

  /// The columns that the tree's branches take for each level.
  private static final int BRANCH = 2;

  private static void parseTree(Text text, Rows<BlockDevice> rows) {
    Deque<String> above = new ArrayDeque<>();
    for (var line : text.lines()) {
      var node = NODE.matcher(line.text());
      if (node.matches()) {
        int depth = node.group(1).length() / BRANCH;
        while (above.size() > depth) {
          above.pop();
        }
        rows.add(line, ofTree(line, above.peek()));
        above.push(node.group(2));
      } else if (!line.isNoise() && !line.text().startsWith("NAME ") && !isMountpoint(line)) {
        rows.reject(line, "not a device of lsblk");
      }
    }
  }

  /// With `MOUNTPOINTS` each one after the first has a line of its own.
  private static boolean isMountpoint(Line line) {
    return line.text().matches("[|`├└│─ -]* {10,}(?:/|\\[SWAP\\]).*");
  }

  private static BlockDevice ofTree(Line line, @Nullable String parent) {
    var node = NODE.matcher(line.text());
    if (!node.matches()) {
      throw new IllegalStateException("no longer a node: " + line.text());
    }
    return new BlockDevice(
        node.group(2),
        parent,
        node.group(7),
        node.group(3),
        bytes(node.group(5)),
        node.group(6).equals("1"),
        null,
        null,
        null,
        node.group(8),
        null,
        null,
        null,
        null);
  }

  private static final String UNITS = "BKMGTPE";

  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,18})(?:[.,]([0-9]{1,3}))?([BKMGTPE]?)");

  /// Of `39.9G`, whose unit is 1024³ bytes; the point is a comma in some locales.
  private static @Nullable Long bytes(String size) {
    var parts = SIZE.matcher(size);
    if (!parts.matches()) {
      return null;
    }
    var whole = Digits.decimal(parts.group(1));
    int power = parts.group(3).isEmpty() ? 0 : UNITS.indexOf(parts.group(3));
    if (whole == null || (power > 0 && whole >= 1L << 20)) {
      return power == 0 ? whole : null;
    }
    double value =
        Double.parseDouble(parts.group(1) + "." + (parts.group(2) == null ? "0" : parts.group(2)));
    double bytes = power == 0 ? whole : value * Math.pow(1024, power);
    return bytes < Long.MAX_VALUE ? (long) bytes : null;
  }
}
