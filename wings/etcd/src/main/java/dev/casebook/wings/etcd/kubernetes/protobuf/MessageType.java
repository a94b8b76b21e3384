package dev.casebook.wings.etcd.kubernetes.protobuf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Kubernetes type: its fields in the order in which JSON prints them.
final class MessageType {
  private final String name;
  private final List<Field> fields;
  private final int[] ascending;
  private final int[] indexByNumber;

  private MessageType(String name, List<Field> fields) {
    this.name = name;
    this.fields = List.copyOf(fields);
    var order = new ArrayList<Integer>();
    for (int i = 0; i < fields.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> fields.get(i).number()));
    ascending = order.stream().mapToInt(Integer::intValue).toArray();
    int last = order.isEmpty() ? 0 : fields.get(order.getLast()).number();
    indexByNumber = new int[last + 1];
    for (int i = 0; i < fields.size(); i++) {
      indexByNumber[fields.get(i).number()] = i + 1;
    }
  }

  /// Reads a line of the schema table: the type's name, then a token for each field.
  static MessageType parse(String line) {
    var tokens = line.split(" ", -1);
    var home = tokens[0].substring(0, tokens[0].lastIndexOf('.'));
    var fields = new ArrayList<Field>(tokens.length);
    for (int i = 1; i < tokens.length; i++) {
      fields.add(Field.parse(tokens[i], home));
    }
    return new MessageType(tokens[0], fields);
  }

  /// Group-version and kind, such as `apps/v1.Deployment`.
  String name() {
    return name;
  }

  int size() {
    return fields.size();
  }

  Field field(int index) {
    return fields.get(index);
  }

  /// The index of the field with the n-th lowest number.
  int ascending(int n) {
    return ascending[n];
  }

  /// The index of the field with this number, or -1.
  int indexOf(int number) {
    return number < indexByNumber.length ? indexByNumber[number] - 1 : -1;
  }

  @Nullable Field named(String json) {
    for (var field : fields) {
      if (field.name().equals(json)) {
        return field;
      }
    }
    return null;
  }
}
