package dev.casebook.wings.accounts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.casebook.wings.accounts.portal.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder changes while it is served.
@Tag("integration")
@SuppressWarnings("NullAway.Init") // made before each test
class ReloadTest {

  private static final String BASE = "dc=example,dc=com";
  private static final String CHANGED = "the folder has changed and is served as it is now";

  private static final String COMPANY =
      """
      people:
        ann: {mail: ann@example.com}
        bob: {mail: bob@example.com}
      service_accounts:
        gitlab: {owner: ops}
      groups:
        ops: {members: [ann]}
      hosts:
        web01: {}
      access:
        ops: {groups: [ops], hosts: [web01], services: [sshd]}
      radius_clients:
        gateway: {networks: [127.0.0.1], service: vpn}
      directory:
        base: dc=example,dc=com
      """;

  @TempDir private Path folder = Path.of("");
  private Office office;

  @BeforeEach
  void begin() throws Exception {
    office = new Office(folder);
    office.write("company.yaml", COMPANY);
    office.keep("radius/gateway", Office.SECRET);
    office.passwords("ann", "bob", "gitlab");
    office.serve();
  }

  @AfterEach
  void end() {
    office.close();
  }

  private LDAPConnection bound() throws Exception {
    return new LDAPConnection(
        "127.0.0.1", office.ldapPort(), "uid=gitlab,ou=people," + BASE, Office.PASSWORD);
  }

  @Test
  void anApplicationThatIsDisabledSeesNothingMoreByAConnectionThatItHas() throws Exception {
    try (var connection = bound()) {
      assertThat(connection.search(BASE, SearchScope.SUB, "(uid=ann)").getEntryCount()).isOne();
      office.edit("company.yaml", "owner: ops", "owner: ops, disabled: true");
      office.logged(CHANGED);
      assertThatThrownBy(() -> connection.search(BASE, SearchScope.SUB, "(uid=ann)"))
          .isInstanceOf(LDAPException.class)
          .hasMessageContaining("bind first");
    }
  }

  @Test
  void pagesOfTwoFoldersAreNotMixed() throws Exception {
    try (var connection = bound()) {
      var request = new SearchRequest(BASE, SearchScope.SUB, "(uid=*)", "uid");
      request.setControls(new SimplePagedResultsControl(1));
      var first = requireNonNull(SimplePagedResultsControl.get(connection.search(request)));
      request.setControls(new SimplePagedResultsControl(1, first.getCookie()));
      assertThat(requireNonNull(connection.search(request).getSearchEntries()).getFirst().getDN())
          .startsWith("uid=bob,");
      office.edit("company.yaml", "  ann: {mail", "  abe: {mail: abe@example.com}\n  ann: {mail");
      office.logged(CHANGED);
      assertThatThrownBy(() -> connection.search(request))
          .hasMessageContaining("accounts have changed since the first page");
    }
  }

  @Test
  void aClientWhoseSecretIsMissingWaitsForIt() throws Exception {
    office.edit(
        "company.yaml",
        "radius_clients:",
        "radius_clients:\n  new: {networks: [10.0.0.1], service: vpn}");
    office.edit(
        "company.yaml",
        "  bob: {mail: bob@example.com}",
        "  bob: {mail: bob@example.com, disabled: true}");
    assertThat(office.logged("is served as it was")).contains("radius/new: no secret");
    assertThat(office.signsInByLdap("bob", Office.PASSWORD)).isTrue();
    office.keep("radius/new", Office.SECRET);
    office.logged(CHANGED);
    assertThat(office.signsInByLdap("bob", Office.PASSWORD)).isFalse();
  }

  @Test
  void aPageTellsWhatIsTrueNowAndIsNobodysWhoIsGone() throws Exception {
    var page = office.page();
    var browser = new Browser(page, page).in("bob");
    assertThat(browser.get("/access").body()).contains("No rule lets you in");
    office.edit("company.yaml", "members: [ann]", "members: [ann, bob]");
    office.logged(CHANGED);
    assertThat(browser.get("/access").body()).doesNotContain("No rule lets you in");
    office.edit("company.yaml", "members: [ann, bob]", "members: [ann]");
    office.edit("company.yaml", "  bob: {mail: bob@example.com}\n", "");
    office.logged("2 accounts");
    assertThat(browser.get("/access").statusCode()).isEqualTo(303);
  }

  @Test
  void aFolderThatIsTakenAwayAndComesBackIsServedOn() throws Exception {
    office.write("company.yaml", "people: [");
    office.logged("is served as it was: company.yaml:1: not valid YAML");
    assertThat(office.signsInByLdap("ann", Office.PASSWORD)).isTrue();
    office.write("company.yaml", COMPANY);
    office.logged("the folder is again as it is served");
  }
}
