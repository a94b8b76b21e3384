package dev.casebook.wings.accounts.model;

import java.util.List;

/// Who may use which services of which hosts: host-based access control as FreeIPA has it. Rules
/// only allow; what none allows is denied.
///
/// @param anyService all services; the list is empty then
/// @param services names of PAM services, such as `sshd`, in whatever case
public record AccessRule(
    String name,
    Place place,
    boolean disabled,
    Who who,
    Where where,
    boolean anyService,
    List<String> services) {

  public AccessRule {
    services = List.copyOf(services);
  }

  public boolean covers(String service) {
    return anyService || services.stream().anyMatch(service::equalsIgnoreCase);
  }
}
