package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.protobuf.Varint;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The runtime.Unknown around a protobuf object: `k8s\0`, then apiVersion and kind (field 1), the
/// object's message (2), content encoding (3) and content type (4).
///
/// Source: k8s.io/apimachinery/pkg/runtime/types.proto.
public final class Envelope {
  static final byte[] MAGIC = {'k', '8', 's', 0};

  private static final int TYPE_META = 0x0A;
  private static final int RAW = 0x12;
  private static final int CONTENT_ENCODING = 0x1A;
  private static final int CONTENT_TYPE = 0x22;

  /// Of 32 bits.
  private static final int LENGTH_BYTES_MAX = 5;

  private final byte[] bytes;
  private int at;

  private String apiVersion = "";
  private String kind = "";
  private String contentEncoding = "";
  private String contentType = "";
  private byte[] message = {};

  private Envelope(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /// The envelope that fills `value`.
  static Envelope read(byte[] value) throws MalformedException {
    var envelope = new Envelope(value, MAGIC.length);
    envelope.fields();
    if (envelope.at < value.length) {
      throw new MalformedException("the envelope has bytes that are none of its fields");
    }
    return envelope;
  }

  /// Where the envelope that starts at `from` ends: each of its fields occurs once, in order.
  static int end(byte[] bytes, int from) throws MalformedException {
    var envelope = new Envelope(bytes, from + MAGIC.length);
    envelope.fields();
    return envelope.at;
  }

  static boolean isAt(byte[] bytes, int from) {
    return bytes.length - from >= MAGIC.length
        && Arrays.equals(bytes, from, from + MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private void fields() throws MalformedException {
    int last = 0;
    while (at < bytes.length && bytes[at] > last && isField(bytes[at])) {
      last = bytes[at++];
      int to = fieldEnd();
      switch (last) {
        case TYPE_META -> typeMeta(to);
        case RAW -> message = Arrays.copyOfRange(bytes, at, to);
        case CONTENT_ENCODING -> contentEncoding = text(at, to);
        default -> contentType = text(at, to);
      }
      at = to;
    }
  }

  private static boolean isField(int tag) {
    return tag == TYPE_META || tag == RAW || tag == CONTENT_ENCODING || tag == CONTENT_TYPE;
  }

  private void typeMeta(int to) throws MalformedException {
    int resume = at;
    while (at < to) {
      int tag = bytes[at++];
      int end = fieldEnd();
      if (end > to || (tag != 0x0A && tag != 0x12)) {
        throw new MalformedException("the envelope's type is malformed");
      }
      if (tag == 0x0A) {
        apiVersion = text(at, end);
      } else {
        kind = text(at, end);
      }
      at = end;
    }
    at = resume;
  }

  /// Reads the length of a field and returns where the field ends.
  private int fieldEnd() throws MalformedException {
    var length = new Varint();
    if (length.read(bytes, at, Math.min(bytes.length, at + LENGTH_BYTES_MAX))) {
      at += length.length();
      if (length.value() <= bytes.length - at) {
        return at + (int) length.value();
      }
    }
    throw new MalformedException("the envelope is cut short");
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /// The stored bytes of an object's message.
  static byte[] write(String apiVersion, String kind, byte[] message) {
    var typeMeta = new ByteArrayOutputStream();
    field(typeMeta, 0x0A, apiVersion.getBytes(StandardCharsets.UTF_8));
    field(typeMeta, 0x12, kind.getBytes(StandardCharsets.UTF_8));
    var out = new ByteArrayOutputStream(message.length + 64);
    out.writeBytes(MAGIC);
    field(out, TYPE_META, typeMeta.toByteArray());
    field(out, RAW, message);
    field(out, CONTENT_ENCODING, new byte[0]);
    field(out, CONTENT_TYPE, new byte[0]);
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int tag, byte[] value) {
    out.write(tag);
    int rest = value.length;
    while (rest > 0x7F) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    out.writeBytes(value);
  }

  public String apiVersion() {
    return apiVersion;
  }

  public String kind() {
    return kind;
  }

  /// Empty unless the message is compressed, which Kubernetes does not do.
  public String contentEncoding() {
    return contentEncoding;
  }

  /// Empty for protobuf.
  public String contentType() {
    return contentType;
  }

  /// The object's message, without `kind` and `apiVersion`.
  byte[] message() {
    return message;
  }
}
