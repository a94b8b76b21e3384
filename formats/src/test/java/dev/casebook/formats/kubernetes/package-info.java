/// Tests of stored Kubernetes values.
@NullMarked
package dev.casebook.formats.kubernetes;

import org.jspecify.annotations.NullMarked;
