package dev.thimble.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The wire format beside protobuf-java's, which the library itself does without. */
class ProtobufTest {
  @Property(tries = 200)
  void messagesAreThoseOfProtobufJava(
      @ForAll int number, @ForAll float real, @ForAll byte[] bytes, @ForAll boolean flag)
      throws IOException {
    byte[] written =
        new ProtobufWriter()
            .int32(1, number)
            .float32(2, real)
            .bytes(3, bytes)
            .bool(536870911, flag)
            .string(16, "é€😀")
            .toBytes();

    assertThat(written)
        .isEqualTo(
            ModelBytes.message(
                out -> out.writeInt32(1, number),
                out -> out.writeFloat(2, real),
                out -> out.writeByteArray(3, bytes),
                out -> out.writeBool(536870911, flag),
                out -> out.writeString(16, "é€😀")));
    ProtobufReader in = new ProtobufReader(written, "m");
    assertThat(in.next()).isEqualTo(1);
    assertThat(in.int32()).isEqualTo(number);
    assertThat(in.next()).isEqualTo(2);
    assertThat(in.float32()).isEqualTo(real);
    assertThat(in.next()).isEqualTo(3);
    assertThat(in.bytes()).isEqualTo(bytes);
    assertThat(in.next()).isEqualTo(536870911);
    assertThat(in.bool()).isEqualTo(flag);
    assertThat(in.next()).isEqualTo(16);
    assertThat(in.string()).isEqualTo("é€😀");
    assertThat(in.next()).isZero();
  }

  @Test
  void unknownFieldsOfEveryTypeAreSkipped() throws IOException {
    byte[] message =
        ModelBytes.message(
            out -> out.writeInt64(1, -1),
            out -> out.writeFixed64(2, 7),
            out -> out.writeString(3, "skipped"),
            out -> out.writeFixed32(4, 7),
            out -> out.writeInt32(5, 42));
    ProtobufReader in = new ProtobufReader(message, "m");
    for (int field = 1; field < 5; field++) {
      assertThat(in.next()).isEqualTo(field);
      in.skip();
    }
    assertThat(in.next()).isEqualTo(5);
    assertThat(in.int32()).isEqualTo(42);
  }

  @Test
  void damagedMessagesAreRefused() {
    assertThatThrownBy(() -> string("0A05 61")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> string("0AFFFFFFFF0F 61")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> string("0A")).hasMessage("m ends within a field");
    assertThatThrownBy(() -> string("0A02 C328")).hasMessage("field 1 of m is not UTF-8");
    assertThatThrownBy(() -> string("02")).hasMessage("m has a field of number 0");
    assertThatThrownBy(() -> string("08 FFFFFFFFFFFFFFFFFFFF01"))
        .hasMessage("field 1 of m has wire type 0, not 2");
    assertThatThrownBy(() -> string("FFFFFFFFFFFFFFFFFFFF01"))
        .hasMessage("m has a number of more than 64 bits");
    assertThatThrownBy(() -> skip("0D 0000")).hasMessage("m ends within a field");
    assertThatThrownBy(() -> skip("0B")).hasMessage("field 1 of m has the unknown wire type 3");
  }

  private static void string(String hex) throws IOException {
    ProtobufReader in = reader(hex);
    in.next();
    in.string();
  }

  private static void skip(String hex) throws IOException {
    ProtobufReader in = reader(hex);
    in.next();
    in.skip();
  }

  private static ProtobufReader reader(String hex) {
    return new ProtobufReader(HexFormat.of().parseHex(hex.replace(" ", "")), "m");
  }
}
