/// Encryption at rest: values that the API server encrypted before storing them.
@NullMarked
package dev.casebook.wings.etcd.kubernetes.encryption;

import org.jspecify.annotations.NullMarked;
