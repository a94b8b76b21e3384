/// Tests of trees as JSON, YAML and CBOR.
@NullMarked
package dev.casebook.formats.kubernetes.tree;

import org.jspecify.annotations.NullMarked;
