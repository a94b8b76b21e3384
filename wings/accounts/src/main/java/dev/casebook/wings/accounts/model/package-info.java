/// What a company's folder says, as values: who there is, what there is, who may do what where.
@NullMarked
package dev.casebook.wings.accounts.model;

import org.jspecify.annotations.NullMarked;
