package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void meminfoIsInBytes() {
    var memory =
        Sample.root().fileFrom("/proc/meminfo", "memory/meminfo").read(Memory.TABLE).only();

    assertThat(memory.totalBytes()).isEqualTo(24684084L * 1024);
    assertThat(memory.availableBytes()).isEqualTo(23558972L * 1024);
    assertThat(memory.buffersBytes()).isEqualTo(82852L * 1024);
    assertThat(memory.slabUnreclaimableBytes()).isEqualTo(36892L * 1024);
    assertThat(memory.hugePages()).isZero();
    assertThat(memory.hugePageBytes()).isEqualTo(2048L * 1024);
    assertThat(memory.swapTotalBytes()).isZero();
  }

  @Test
  void freeTellsTheSameWithFewerColumns() {
    var memory = Sample.sosreport().commandFrom("free", "memory/free").read(Memory.TABLE).only();

    assertThat(memory.totalBytes()).isEqualTo(24684084L * 1024);
    assertThat(memory.availableBytes()).isEqualTo(23559088L * 1024);
    assertThat(memory.cachedBytes()).isEqualTo(1974464L * 1024);
    assertThat(memory.slabBytes()).isNull();
  }

  @Test
  void freeInMebibytesIsKnownByItsCommand() {
    var memory = Sample.root().commandFrom("free -m", "memory/free-m").read(Memory.TABLE).only();

    assertThat(memory.totalBytes()).isEqualTo(24105L * 1024 * 1024);
  }

  @Test
  void anOldFreeHasBuffersOfItsOwn() {
    var memory =
        Sample.root()
            .command(
                "free",
                """
                             total       used       free     shared    buffers     cached
                Mem:       1922280    1778404     143876        228     160492     917684
                -/+ buffers/cache:     700228    1222052
                Swap:      2097148       1024    2096124
                """)
            .read(Memory.TABLE)
            .only();

    assertThat(memory.buffersBytes()).isEqualTo(160492L * 1024);
    assertThat(memory.cachedBytes()).isEqualTo(917684L * 1024);
    assertThat(memory.availableBytes()).isNull();
    assertThat(memory.swapFreeBytes()).isEqualTo(2096124L * 1024);
  }

  @Test
  void aNumberTooLargeIsRejectedAndNotWrapped() {
    var memory =
        Sample.root()
            .file("/proc/meminfo", "MemTotal: 9223372036854775807 kB\nMemFree: 1 kB\n")
            .read(Memory.TABLE);

    assertThat(memory.only().totalBytes()).isNull();
    assertThat(memory.only().freeBytes()).isEqualTo(1024);
    assertThat(memory.coverage().reason()).contains("too large");
  }

  @Test
  void linesThatAreMissingAreNotTold() {
    var memory =
        Sample.root()
            .file("/proc/meminfo", "MemTotal:        1922280 kB\nCached:           917684 kB\n")
            .read(Memory.TABLE);

    assertThat(memory.coverage().isComplete()).isTrue();
    assertThat(memory.only().totalBytes()).isEqualTo(1922280L * 1024);
    assertThat(memory.only().freeBytes()).isNull();
    assertThat(memory.only().availableBytes()).isNull();
    assertThat(memory.only().swapTotalBytes()).isNull();
  }

  @Test
  void aTextWithoutAnyAmountIsNoMemory() {
    var memory = Sample.root().file("/proc/meminfo", "\n").read(Memory.TABLE);

    assertThat(memory.rows()).isEmpty();
    assertThat(memory.coverage().isThere()).isFalse();
  }
}
