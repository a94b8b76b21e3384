/// Tests of encryption at rest.
@NullMarked
package dev.casebook.formats.kubernetes.encryption;

import org.jspecify.annotations.NullMarked;
