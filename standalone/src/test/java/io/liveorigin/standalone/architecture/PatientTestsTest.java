package io.liveorigin.standalone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.testing.Patience;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The verdict of a test of this module does not depend on the speed of the machine: whatever is
 * waited for is waited for with one patience, which only something that hangs outlasts.
 */
class PatientTestsTest {
  private static final String WHY = "Patience tells what hangs from what is slow";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("io.liveorigin.standalone");

  /** A rule over nothing proves nothing. */
  @Test
  void testsAreLookedAt() {
    assertThat(CLASSES.contain(Jvm.class)).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    return RuleTests.of(PatientTestsTest.class, CLASSES);
  }

  static final ArchRule noTestHasATimeOutOfItsOwn =
      noClasses()
          .should()
          .beAnnotatedWith(Timeout.class)
          .because("junit-platform.properties has one for all");

  static final ArchRule noTestBoundsAFutureByItself =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Patience.class)
          .should()
          .callMethod(Future.class, "get", long.class, TimeUnit.class)
          .orShould()
          .callMethod(CompletableFuture.class, "get", long.class, TimeUnit.class)
          .because(WHY);

  /** {@link Jvm} is told the limit by its caller, and {@code JvmTest} shows that it keeps it. */
  static final ArchRule noTestBoundsAConditionByItself =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Patience.class, Jvm.class)
          .and()
          .haveNameNotMatching(".*JvmTest(\\$.*)?")
          .should()
          .callMethod(Awaitility.class, "await")
          .orShould()
          .callMethod(Awaitility.class, "await", String.class)
          .orShould()
          .callMethod(ConditionFactory.class, "atMost", java.time.Duration.class)
          .because(WHY);
}
