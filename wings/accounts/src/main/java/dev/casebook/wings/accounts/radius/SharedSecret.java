package dev.casebook.wings.accounts.radius;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a client and the server share, and what is computed with it.
///
/// Source: RFC 2865, sections 3 and 5.2; RFC 3579, section 3.2.
final class SharedSecret {

  private static final int BLOCK = 16;
  private static final int PASSWORD_BYTES_MAX = 128;

  private final byte[] secret;

  SharedSecret(byte[] secret) {
    this.secret = secret.clone();
  }

  /// Whether a request's Message-Authenticator is there once and right; empty if it is not there.
  Optional<Boolean> authenticates(Packet request) {
    long count = request.count(Attribute.MESSAGE_AUTHENTICATOR);
    if (count == 0) {
      return Optional.empty();
    }
    int offset = request.valueOffset(Attribute.MESSAGE_AUTHENTICATOR);
    var found = request.first(Attribute.MESSAGE_AUTHENTICATOR).orElseThrow().value();
    if (count != 1 || found.length != BLOCK) {
      return Optional.of(false);
    }
    var bytes = request.bytes().clone();
    Arrays.fill(bytes, offset, offset + BLOCK, (byte) 0);
    return Optional.of(MessageDigest.isEqual(found, hmac(bytes)));
  }

  /// The password of a request.
  ///
  /// @return empty where its length is none that the RFC knows
  Optional<byte[]> password(byte[] hidden, byte[] requestAuthenticator) {
    if (hidden.length == 0 || hidden.length % BLOCK != 0 || hidden.length > PASSWORD_BYTES_MAX) {
      return Optional.empty();
    }
    var clear = new byte[hidden.length];
    byte[] before = requestAuthenticator;
    for (int at = 0; at < hidden.length; at += BLOCK) {
      byte[] mask = md5(secret, before);
      for (int i = 0; i < BLOCK; i++) {
        clear[at + i] = (byte) (hidden[at + i] ^ mask[i]);
      }
      before = Arrays.copyOfRange(hidden, at, at + BLOCK);
    }
    int end = clear.length;
    while (end > 0 && clear[end - 1] == 0) {
      end--;
    }
    return Optional.of(Arrays.copyOf(clear, end));
  }

  /// An answer, with a Message-Authenticator before all else, so that no prefix chosen by somebody
  /// between makes another answer of it (BlastRADIUS, CVE-2024-3596).
  byte[] answer(int code, Packet request, List<Attribute> attributes) {
    int length = Packet.HEADER_BYTES + 2 + BLOCK;
    for (var attribute : attributes) {
      length += attribute.value().length + 2;
    }
    var bytes = new byte[length];
    var out = ByteBuffer.wrap(bytes);
    out.put((byte) code).put((byte) request.identifier()).putShort((short) length);
    out.put(request.authenticator());
    out.put((byte) Attribute.MESSAGE_AUTHENTICATOR).put((byte) (BLOCK + 2));
    int authenticator = out.position();
    out.position(authenticator + BLOCK);
    for (var attribute : attributes) {
      out.put((byte) attribute.type()).put((byte) (attribute.value().length + 2));
      out.put(attribute.value());
    }
    System.arraycopy(hmac(bytes), 0, bytes, authenticator, BLOCK);
    System.arraycopy(md5(bytes, secret), 0, bytes, 4, Packet.AUTHENTICATOR_BYTES);
    return bytes;
  }

  private byte[] hmac(byte[] bytes) {
    try {
      var mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(secret, "RAW"));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] md5(byte[] first, byte[] second) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      digest.update(first);
      return digest.digest(second);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
