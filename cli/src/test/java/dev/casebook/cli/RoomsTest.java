package dev.casebook.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rooms of the spine, the wings that stand on it, and what each may know. A rule that sees too
/// few classes proves nothing, so each has a floor.
class RoomsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.casebook");

  /// Each room, what it may import, and how many classes it has at least.
  record Room(String name, int classesMin, String... imports) {}

  /// The spine below the command, in the order data flows: each may import only rooms before it,
  /// and of them those whose values it takes.
  private static final List<Room> SPINE =
      List.of(
          new Room("verdicts", 10),
          new Room("formats", 30),
          new Room("hosts", 3, "formats"),
          new Room("evidence", 20, "formats", "hosts"),
          new Room("tables", 50, "formats", "evidence"),
          new Room("redaction", 20, "formats", "evidence", "tables"),
          new Room("signals", 20, "formats", "hosts", "evidence", "tables"),
          new Room("query", 15, "formats", "evidence", "tables"),
          new Room(
              "diagnosis", 15, "verdicts", "formats", "evidence", "tables", "signals", "query"),
          new Room("changes", 12, "formats", "hosts"),
          new Room(
              "investigate",
              4,
              "verdicts",
              "formats",
              "hosts",
              "evidence",
              "tables",
              "signals",
              "query",
              "diagnosis",
              "changes"),
          new Room("search", 4, "formats", "signals", "diagnosis"),
          new Room("report", 8, "verdicts"),
          new Room("console", 5, "evidence", "tables", "report"));

  /// What a wing may import of the spine.
  private static final List<String> GROUND =
      List.of("formats", "hosts", "evidence", "tables", "report", "console");

  /// The wings, each after those that it stands on, which ARCHITECTURE names too.
  private static final List<Room> WINGS =
      List.of(
          wing("etcd", 150),
          wing("captures", 20),
          wing("holders", 20),
          wing("pki", 30),
          wing("accounts", 30, "changes"),
          wing("containers", 20),
          wing("conntrack", 20),
          wing("lines", 30));

  /// @param more rooms of the spine, or `wings.` and another wing
  private static Room wing(String name, int classesMin, String... more) {
    var imports = new ArrayList<>(GROUND);
    imports.addAll(Arrays.asList(more));
    return new Room("wings." + name, classesMin, imports.toArray(String[]::new));
  }

  private static final List<Room> ROOMS =
      Stream.of(SPINE.stream(), WINGS.stream(), Stream.of(command()))
          .flatMap(rooms -> rooms)
          .toList();

  /// The command knows the wings only by their names.
  private static Room command() {
    var imports =
        Stream.concat(
            Stream.of(
                "verdicts",
                "formats",
                "hosts",
                "evidence",
                "tables",
                "redaction",
                "query",
                "diagnosis",
                "changes",
                "investigate",
                "search",
                "report",
                "console"),
            WINGS.stream().map(Room::name));
    return new Room("cli", 8, imports.toArray(String[]::new));
  }

  private static List<Room> rooms() {
    return ROOMS;
  }

  private static String room(JavaClass type) {
    var name = type.getPackageName();
    if (!name.startsWith("dev.casebook.")) {
      return "";
    }
    var parts = name.split("\\.");
    return parts[2].equals("wings") ? "wings." + parts[3] : parts[2];
  }

  @Test
  void everyClassLivesInARoom() {
    assertThat(CLASSES.stream().map(RoomsTest::room).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(ROOMS.stream().map(Room::name).toList());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsOnlyFromThoseAboveIt(Room room) {
    var allowed = Set.of(room.imports());
    long seen = CLASSES.stream().filter(type -> room(type).equals(room.name())).count();
    assertThat(seen).as("classes of " + room.name()).isGreaterThanOrEqualTo(room.classesMin());
    noClasses()
        .that(describe("live in " + room.name(), type -> room(type).equals(room.name())))
        .should()
        .dependOnClassesThat(
            describe(
                "live in a room other than " + allowed,
                type ->
                    !room(type).isEmpty()
                        && !room(type).equals(room.name())
                        && !allowed.contains(room(type))))
        .check(CLASSES);
  }

  @Test
  void aRoomImportsOnlyRoomsThatAreListedBeforeIt() {
    var before = new HashSet<String>();
    for (var room : ROOMS) {
      assertThat(before).as(room.name()).containsAll(Arrays.asList(room.imports()));
      before.add(room.name());
    }
  }

  @Test
  void everyWingIsHandedToTheSpine() {
    assertThat(Wings.ALL)
        .extracting(wing -> wing.getClass().getPackageName())
        .containsExactlyInAnyOrderElementsOf(
            WINGS.stream().map(wing -> "dev.casebook." + wing.name()).toList());
  }

  /// Only the one list in the command does.
  @Test
  void nothingOfTheSpineNamesAWing() {
    noClasses()
        .that(describe("live in the spine", type -> !isWing(type)))
        .and(describe("are not the list of wings", type -> !type.isEquivalentTo(Wings.class)))
        .should()
        .dependOnClassesThat(describe("live in a wing", RoomsTest::isWing))
        .check(CLASSES);
  }

  /// They can leave their wing: Kubernetes objects lie in other evidence too.
  @ParameterizedTest
  @ValueSource(strings = {"dev.casebook.wings.etcd.bbolt", "dev.casebook.wings.etcd.kubernetes"})
  void aFormatThatOthersMayNeedStandsOnNothingElseOfItsWing(String format) {
    var own = List.of(format);
    assertThat(CLASSES.stream().filter(type -> isIn(type, own))).hasSizeGreaterThan(10);
    noClasses()
        .that(describe("are of " + format, type -> isIn(type, own)))
        .should()
        .dependOnClassesThat(
            describe("are of the wing beside it", type -> isWing(type) && !isIn(type, own)))
        .check(CLASSES);
  }

  private static boolean isWing(JavaClass type) {
    return room(type).startsWith("wings.");
  }

  @Test
  void onlyQueryKnowsDuckdb() {
    onlyIn(Set.of("query"), "org.duckdb");
  }

  /// DuckDB's driver, and those of servers that accounts are kept on.
  @Test
  void onlyWhereItIsSaidJdbcIsSpoken() {
    onlyIn(Set.of("query", "wings.accounts"), "java.sql");
    onlyInPackages(
        List.of(
            "dev.casebook.query",
            "dev.casebook.wings.accounts.targets.mariadb",
            "dev.casebook.wings.accounts.targets.postgresql"),
        "java.sql");
    onlyInPackages(List.of("dev.casebook.wings.accounts.targets.mariadb"), "org.mariadb");
    onlyInPackages(List.of("dev.casebook.wings.accounts.targets.postgresql"), "org.postgresql");
  }

  @Test
  void onlyWhereItIsSaidForeignFunctionsAreCalled() {
    noClasses()
        .that(describe("live outside of " + FOREIGN, type -> !FOREIGN.contains(room(type))))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.Linker")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.foreign.SymbolLookup")
        .check(CLASSES);
    // Files that are not text are mapped by evidence and wings, and read at any position.
    noClasses()
        .that(
            describe(
                "live where no file is mapped",
                type -> !isWing(type) && !MAPPING.contains(room(type))))
        .should()
        .dependOnClassesThat(
            describe("are of java.lang.foreign", type -> isIn(type, List.of("java.lang.foreign"))))
        .check(CLASSES);
  }

  /// Hyperscan's library; what Java has no call of the kernel for; liblzma.
  private static final Set<String> FOREIGN = Set.of("signals", "hosts", "evidence");

  private static final Set<String> MAPPING = Set.of("signals", "hosts", "evidence", "tables");

  @Test
  void onlySignalsKnowsRe2() {
    onlyIn(Set.of("signals"), "com.google.re2j");
  }

  /// Keys and signatures are made, and passwords hashed, in one package of a wing each.
  @Test
  void onlyIssuingAndCredentialsKnowBouncyCastle() {
    onlyIn(Set.of("wings.pki", "wings.accounts"), "org.bouncycastle");
    onlyInPackages(
        List.of("dev.casebook.wings.pki.issuing", "dev.casebook.wings.accounts.credentials"),
        "org.bouncycastle");
  }

  @Test
  void onlyDirectoriesKnowUnboundid() {
    onlyIn(Set.of("wings.accounts"), "com.unboundid");
    onlyInPackages(
        List.of(
            "dev.casebook.wings.accounts.directory", "dev.casebook.wings.accounts.targets.ldap"),
        "com.unboundid");
  }

  private static final String PORTAL = "dev.casebook.wings.accounts.portal";

  /// Whoever serves no page loads none of its classes: one small record leads to them.
  @Test
  void onlyThePortalKnowsTheWebServerAndTheMailLibrary() {
    for (var library : List.of("org.eclipse.jetty", "jakarta.mail", "io.nayuki")) {
      onlyIn(Set.of("wings.accounts"), library);
      onlyInPackages(List.of(PORTAL), library);
    }
    noClasses()
        .that(
            describe(
                "are none of the page's, nor what starts it",
                type ->
                    !isIn(type, List.of(PORTAL))
                        && !type.getName()
                            .equals("dev.casebook.wings.accounts.commands.PortalStart")))
        .should()
        .dependOnClassesThat(describe("are the page's", type -> isIn(type, List.of(PORTAL))))
        .check(CLASSES);
    noClasses()
        .that(describe("are the page's", type -> isIn(type, List.of(PORTAL))))
        .should()
        .dependOnClassesThat(
            describe(
                "are of the wing, and not what the page stands on",
                type ->
                    isIn(type, List.of("dev.casebook.wings.accounts"))
                        && !isIn(
                            type,
                            List.of(
                                PORTAL,
                                "dev.casebook.wings.accounts.model",
                                "dev.casebook.wings.accounts.decide",
                                "dev.casebook.wings.accounts.credentials",
                                "dev.casebook.wings.accounts.serve"))))
        .check(CLASSES);
  }

  private static void onlyInPackages(List<String> knowing, String library) {
    noClasses()
        .that(describe("live outside of " + knowing, type -> !isIn(type, knowing)))
        .should()
        .dependOnClassesThat(describe("belong to " + library, type -> isIn(type, List.of(library))))
        .check(CLASSES);
  }

  private static void onlyIn(Set<String> rooms, String... packages) {
    var names = Arrays.asList(packages);
    assertThat(CLASSES.stream().filter(type -> rooms.contains(room(type))))
        .as(rooms + " uses " + names)
        .anyMatch(type -> dependsOn(type, names));
    noClasses()
        .that(describe("live outside of " + rooms, type -> !rooms.contains(room(type))))
        .should()
        .dependOnClassesThat(describe("belong to " + names, type -> isIn(type, names)))
        .check(CLASSES);
  }

  private static boolean dependsOn(JavaClass type, List<String> packages) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> isIn(dependency.getTargetClass(), packages));
  }

  private static boolean isIn(JavaClass type, List<String> packages) {
    return packages.stream()
        .anyMatch(name ->
            type.getPackageName().equals(name) || type.getPackageName().startsWith(name + "."));
  }

  /// The spine's, and those that only one wing needs.
  private static final List<String> FORMATS =
      List.of(
          "dev.casebook.formats",
          "dev.casebook.wings.etcd.bbolt",
          "dev.casebook.wings.etcd.store",
          "dev.casebook.wings.etcd.kubernetes",
          "dev.casebook.wings.captures.format",
          "dev.casebook.wings.captures.dissect",
          "dev.casebook.wings.containers.cgroup");

  @Test
  void formatsDoNoInputOrOutput() {
    assertThat(FORMATS)
        .allMatch(
            format -> CLASSES.stream().anyMatch(type -> type.getPackageName().startsWith(format)));
    noClasses()
        .that(describe("are of a format", type -> isIn(type, FORMATS)))
        .and(describe("do not read a resource of their own", type -> !readsResource(type)))
        // It makes one stream of another and opens none.
        .and(describe("are no export", type -> !type.getSimpleName().equals("JournalExport")))
        .should()
        .dependOnClassesThat(
            describe(
                "do input or output",
                type ->
                    isIn(type, List.of("java.nio.file", "java.nio.channels", "java.net"))
                        || type.isAssignableTo(Reader.class)
                        || type.isAssignableTo(File.class)
                        || (type.getPackageName().equals("java.io")
                            && type.getSimpleName().matches("(File|Buffered|Print).*"))
                        || type.isEquivalentTo(InputStream.class)))
        .check(CLASSES);
  }

  private static boolean readsResource(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
        .anyMatch(call -> call.getName().equals("getResourceAsStream"));
  }

  /// Streams, clock and environment of the process, by owner and method or field.
  private static final Map<Class<?>, Set<String>> PROCESS =
      Map.of(
          System.class, Set.of("in", "out", "err", "getenv", "exit"),
          Clock.class, Set.of("systemUTC", "systemDefaultZone", "system"),
          InstantSource.class, Set.of("system"),
          Instant.class, Set.of("now"),
          LocalDateTime.class, Set.of("now"),
          ZonedDateTime.class, Set.of("now"));

  @Test
  void onlyTheCommandTouchesStreamsClockAndEnvironment() {
    var touching =
        CLASSES.stream()
            .filter(type ->
                type.getAccessesFromSelf().stream()
                    .anyMatch(access ->
                        PROCESS.entrySet().stream()
                            .anyMatch(entry ->
                                access.getTargetOwner().isEquivalentTo(entry.getKey())
                                    && entry.getValue().contains(access.getName()))))
            .toList();
    assertThat(touching).isNotEmpty().allMatch(type -> room(type).equals("cli"));
  }
}
