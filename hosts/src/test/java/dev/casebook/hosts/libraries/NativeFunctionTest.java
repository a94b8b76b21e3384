package dev.casebook.hosts.libraries;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class NativeFunctionTest {
  @Test
  void functionsOfAnyNumberOfWordsAreCalled() {
    try (var arena = Arena.ofConfined()) {
      var text = arena.allocateFrom("a needle in hay");
      var needle = arena.allocateFrom("needle");

      assertThat(NativeFunction.ofC("strlen").call(text.address())).isEqualTo(15);
      assertThat(
              NativeFunction.ofC("memmem")
                  .call(text.address(), 15, needle.address(), 6, 0, 0, 0, 0))
          .isEqualTo(text.address() + 2);
      assertThat(NativeFunction.ofC("getpid").call()).isEqualTo(ProcessHandle.current().pid());
    }
  }

  @Test
  void theLowerHalfIsAnInt() {
    assertThat((int) NativeFunction.ofC("abs").call(-7)).isEqualTo(7);
    try (var arena = Arena.ofConfined()) {
      var number = arena.allocateFrom("-12");

      assertThat((int) NativeFunction.ofC("atoi").call(number.address())).isEqualTo(-12);
    }
  }

  @Test
  void anArrayStaysWhereItIs() {
    var bytes = MemorySegment.ofArray("12345\n".getBytes(US_ASCII));

    assertThat(NativeFunction.ofC("memchr").over(bytes, '\n', 6)).isNotZero();
    assertThat(NativeFunction.ofC("memchr").over(bytes, '\n', 5)).isZero();
  }

  @Test
  void aFunctionThatThereIsNotIsSaid() {
    assertThatThrownBy(() -> NativeFunction.ofC("no_such_function"))
        .isInstanceOf(NoSuchElementException.class);
  }
}
