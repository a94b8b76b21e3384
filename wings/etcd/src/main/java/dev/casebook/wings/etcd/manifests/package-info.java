/// Kubernetes objects as kubectl and support bundles write them: JSON and YAML, alone or in lists.
@NullMarked
package dev.casebook.wings.etcd.manifests;

import org.jspecify.annotations.NullMarked;
