package io.liveorigin.standalone.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * The arrows of the design: which module and package may know which. The class path of this module
 * has all services on it, so the rules are kept here for all of them.
 */
@AnalyzeClasses(packages = "io.liveorigin", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.liveorigin.";
  private static final String CONTRACT = ROOT + "contract..";
  private static final String MEDIA = ROOT + "media..";
  private static final String INGEST = ROOT + "ingest..";
  private static final String SELECTOR = ROOT + "selector..";
  private static final String SERVING = ROOT + "serving..";
  private static final String PACKAGER = ROOT + "packager..";
  private static final String STANDALONE = ROOT + "standalone..";

  /** Where Kafka's clients are spoken to. Everything else sees ports of its own. */
  private static final String[] KAFKA_ADAPTERS = {
    ROOT + "contract.topic..",
    ROOT + "contract.control..",
    ROOT + "contract.wire..",
    ROOT + "ingest",
    ROOT + "ingest.inits..",
    ROOT + "ingest.ready..",
    ROOT + "ingest.store..",
    ROOT + "selector.evidence..",
    ROOT + "selector.quarantine..",
    ROOT + "selector.run..",
    ROOT + "selector.store..",
    ROOT + "selector.topology..",
    ROOT + "serving",
    ROOT + "serving.invalidation.cells..",
    ROOT + "serving.bytes.kafka..",
    ROOT + "standalone.."
  };

  /** A rule over nothing proves nothing: without this, a moved package would pass every test. */
  @ArchTest
  static void everyModuleIsLookedAt(JavaClasses classes) {
    List<String> missing =
        Stream.of(CONTRACT, MEDIA, INGEST, SELECTOR, SERVING, PACKAGER, STANDALONE)
            .filter(module -> classes.that(resideInAPackage(module)).isEmpty())
            .toList();
    if (!missing.isEmpty()) {
      throw new AssertionError("no classes of " + missing + " on the class path");
    }
  }

  @ArchTest static final ArchRule contractKnowsNoOther = knowsOnly(CONTRACT);
  @ArchTest static final ArchRule mediaKnowsContract = knowsOnly(MEDIA, CONTRACT);
  @ArchTest static final ArchRule ingestKnowsMedia = knowsOnly(INGEST, CONTRACT, MEDIA);

  @ArchTest
  static final ArchRule selectorKnowsContractAndMedia = knowsOnly(SELECTOR, CONTRACT, MEDIA);

  @ArchTest static final ArchRule servingKnowsSelector = knowsOnly(SERVING, CONTRACT, SELECTOR);
  @ArchTest static final ArchRule packagerKnowsMedia = knowsOnly(PACKAGER, CONTRACT, MEDIA);

  @ArchTest
  static final ArchRule everyClassBelongsToAModule =
      classes()
          .should()
          .resideInAnyPackage(CONTRACT, MEDIA, INGEST, SELECTOR, SERVING, PACKAGER, STANDALONE);

  /** The package of a service's own entry point counts as one, like each below it. */
  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                  String[] parts = javaClass.getPackageName().split("\\.");
                  return SliceIdentifier.of(
                      parts.length > 2 ? parts[2] : "", parts.length > 3 ? parts[3] : "");
                }

                @Override
                public String getDescription() {
                  return "packages of each module";
                }
              })
          .namingSlices("$1.$2")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule streamsAndRocksDbOnlyInTheSelector =
      noClasses()
          .that()
          .resideOutsideOfPackage(SELECTOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka.streams..", "org.rocksdb..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule kafkaClientsOnlyInAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages(KAFKA_ADAPTERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "kafka..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theBrokerOnlyInStandalone =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "standalone.kafka..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "kafka..",
              "org.apache.kafka.server..",
              "org.apache.kafka.metadata..",
              "org.apache.kafka.raft..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule httpServersOnlyInIngestAndServing =
      noClasses()
          .that()
          .resideOutsideOfPackages(INGEST, SERVING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jetty..", "io.javalin..", "jakarta.servlet..")
          .allowEmptyShould(true);

  @ArchTest static final ArchRule noJavaUtilLogging = noClasses().should(USE_JAVA_UTIL_LOGGING);

  @ArchTest
  static final ArchRule servicesPrintNothing =
      noClasses()
          .that()
          .resideOutsideOfPackage(STANDALONE)
          .should(ACCESS_STANDARD_STREAMS)
          .allowEmptyShould(true);

  /** Rules take the time as an argument; the clock is read at the edge. */
  @ArchTest
  static final ArchRule rulesReadNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "contract.address..",
              ROOT + "contract.decision..",
              ROOT + "contract.event..",
              ROOT + "contract.notification..",
              ROOT + "contract.schedule..",
              ROOT + "contract.segment..",
              ROOT + "contract.wire..",
              MEDIA,
              ROOT + "selector.rule..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields()
          .that()
          .areStatic()
          .and(
              not(
                  DescribedPredicate.<JavaField>describe(
                      "synthetic", ArchitectureTest::isSynthetic)))
          .should()
          .beFinal()
          .allowEmptyShould(true);

  /** A final field can still hold something that changes. */
  @ArchTest
  static final ArchRule staticFieldsHoldNoChangingState =
      fields()
          .that()
          .areStatic()
          .should()
          .notHaveRawType(
              resideInAnyPackage("java.util.concurrent.atomic..", "java.util.concurrent.locks..")
                  .or(JavaClass.Predicates.assignableTo(ConcurrentMap.class))
                  .or(JavaClass.Predicates.assignableTo(ThreadLocal.class)))
          .allowEmptyShould(true);

  /** Classes are named after what happens in them. */
  @ArchTest
  static final ArchRule noClassIsNamedAfterNothing =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Manager|Impl|Helper)(\\$.*)?")
          .allowEmptyShould(true);

  private static boolean isSynthetic(JavaField field) {
    return field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static ArchRule knowsOnly(String module, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.liveorigin..")
                .and(not(resideInAPackage(module)))
                .and(not(resideInAnyPackage(others))))
        .allowEmptyShould(true);
  }
}
