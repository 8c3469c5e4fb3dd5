package io.liveorigin.standalone.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.metric.DocumentedMetric;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The arrows of the design: which module and package may know which. The class path of this module
 * has all services on it, so the rules are kept here for all of them.
 */
class ArchitectureTest {
  private static final String ROOT = "io.liveorigin.";
  private static final String CONTRACT = ROOT + "contract..";
  private static final String KAFKA = ROOT + "kafka..";
  private static final String MEDIA = ROOT + "media..";
  private static final String ACCESS = ROOT + "access..";
  private static final String INGEST = ROOT + "ingest..";
  private static final String SELECTOR = ROOT + "selector..";
  private static final String SERVING = ROOT + "serving..";
  private static final String PACKAGER = ROOT + "packager..";
  private static final String STANDALONE = ROOT + "standalone..";
  private static final String TEST_SUPPORT = "io.liveorigin.testing..";

  /** Where Kafka's clients are spoken to. Everything else sees ports of its own. */
  private static final String[] KAFKA_ADAPTERS = {
    KAFKA,
    ROOT + "ingest",
    ROOT + "ingest.inits..",
    ROOT + "ingest.ready..",
    ROOT + "ingest.observe..",
    ROOT + "ingest.store..",
    ROOT + "selector.evidence..",
    ROOT + "selector.task..",
    ROOT + "selector.run..",
    ROOT + "selector.store..",
    ROOT + "selector.topology..",
    ROOT + "serving",
    ROOT + "serving.invalidation.cells..",
    ROOT + "serving.bytes.kafka..",
    ROOT + "standalone.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.liveorigin");

  /** A rule over nothing proves nothing: without this, a moved package would pass every test. */
  @Test
  void everyModuleIsLookedAt() {
    assertThat(
            List.of(
                CONTRACT,
                KAFKA,
                MEDIA,
                ACCESS,
                INGEST,
                SELECTOR,
                SERVING,
                PACKAGER,
                STANDALONE,
                TEST_SUPPORT))
        .allSatisfy(module -> assertThat(CLASSES.that(resideInAPackage(module))).isNotEmpty());
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    return RuleTests.of(ArchitectureTest.class, CLASSES);
  }

  static final ArchRule contractKnowsNoOther = knowsOnly(CONTRACT);
  static final ArchRule kafkaKnowsContract = knowsOnly(KAFKA, CONTRACT);
  static final ArchRule mediaKnowsContract = knowsOnly(MEDIA, CONTRACT);
  static final ArchRule accessKnowsContract = knowsOnly(ACCESS, CONTRACT);
  static final ArchRule ingestKnowsMedia = knowsOnly(INGEST, CONTRACT, KAFKA, MEDIA, ACCESS);

  static final ArchRule selectorKnowsContractAndMedia = knowsOnly(SELECTOR, CONTRACT, KAFKA, MEDIA);

  static final ArchRule servingKnowsSelector =
      knowsOnly(SERVING, CONTRACT, KAFKA, SELECTOR, MEDIA, ACCESS);
  static final ArchRule testSupportKnowsNoOther = knowsOnly(TEST_SUPPORT);
  static final ArchRule packagerKnowsMedia = knowsOnly(PACKAGER, CONTRACT, MEDIA);

  static final ArchRule everyClassBelongsToAModule =
      classes()
          .should()
          .resideInAnyPackage(
              CONTRACT,
              KAFKA,
              MEDIA,
              ACCESS,
              INGEST,
              SELECTOR,
              SERVING,
              PACKAGER,
              STANDALONE,
              TEST_SUPPORT);

  /** The package of a service's own entry point counts as one, like each below it. */
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

  static final ArchRule streamsAndRocksDbOnlyInTheSelector =
      noClasses()
          .that()
          .resideOutsideOfPackage(SELECTOR)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka.streams..", "org.rocksdb..")
          .allowEmptyShould(true);

  static final ArchRule kafkaClientsOnlyInAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages(KAFKA_ADAPTERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "kafka..")
          .allowEmptyShould(true);

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

  static final ArchRule httpServersOnlyInListeners =
      noClasses()
          .that()
          .resideOutsideOfPackages(INGEST, SERVING, ROOT + "access.connection..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.eclipse.jetty..", "io.javalin..", "jakarta.servlet..")
          .allowEmptyShould(true);

  static final ArchRule noJavaUtilLogging = noClasses().should(USE_JAVA_UTIL_LOGGING);

  static final ArchRule servicesPrintNothing =
      noClasses()
          .that()
          .resideOutsideOfPackage(STANDALONE)
          .should(ACCESS_STANDARD_STREAMS)
          .allowEmptyShould(true);

  /** Rules take the time as an argument; the clock is read at the edge. */
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

  /** Every thread has a name, and none keeps the process alive. */
  static final ArchRule oneFactoryMakesThreads =
      noClasses()
          .that()
          .areNotAssignableTo(NamedThreadFactory.class)
          .should()
          .callConstructorWhere(target(owner(assignableTo(Thread.class))))
          .orShould()
          .callMethod(Thread.class, "setDaemon", boolean.class);

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

  /** A meter without an entry of the table in {@code contract.metric} has no documentation. */
  static final ArchRule onePackageRegistersMeters =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "kafka.metrics..")
          .should()
          .callMethodWhere(
              target(owner(resideInAPackage("io.micrometer.core.instrument..")))
                  .and(target(nameMatching("builder|bindTo"))))
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(MeterRegistry.class)))
                  .and(target(nameMatching("counter|gauge.*|timer|summary|more"))))
          .orShould()
          .callConstructor(PrometheusMeterRegistry.class, PrometheusConfig.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("io.prometheus..");

  /** A metric that no code registers has no place in the documentation. */
  static final ArchRule everyDocumentedMetricIsRegistered =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .areAssignableTo(DocumentedMetric.class)
          .and()
          .areDeclaredInClassesThat()
          .areEnums()
          .and()
          .areDeclaredInClassesThat()
          // The names of these are Micrometer's and Kafka's: tests look whether they are there.
          .haveSimpleNameNotStartingWith("Process")
          .and()
          .areDeclaredInClassesThat()
          .haveSimpleNameNotStartingWith("Kafka")
          .and(DescribedPredicate.describe("are constants", ArchitectureTest::isConstant))
          .should(beReadElsewhere());

  private static boolean isConstant(JavaField field) {
    return field.getModifiers().contains(JavaModifier.ENUM);
  }

  private static ArchCondition<JavaField> beReadElsewhere() {
    return new ArchCondition<>("be read by another class") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean read =
            field.getAccessesToSelf().stream()
                .anyMatch(access -> !access.getOriginOwner().equals(field.getOwner()));
        events.add(new SimpleConditionEvent(field, read, field.getFullName()));
      }
    };
  }

  /** Classes are named after what happens in them. */
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
