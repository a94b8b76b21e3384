/// The objects of a Kubernetes cluster.
@NullMarked
package dev.casebook.tables.kubernetes;

import org.jspecify.annotations.NullMarked;
