package dev.casebook.wings.etcd.kubernetes;

/// How an object stands in etcd.
public enum StorageFormat {
  /// `k8s\0` and a runtime.Unknown: the built-in APIs.
  PROTOBUF,
  /// One line of JSON: custom resources, their definitions, and APIServices.
  JSON,
  /// Self-described CBOR: custom resources where that feature is on.
  CBOR
}
