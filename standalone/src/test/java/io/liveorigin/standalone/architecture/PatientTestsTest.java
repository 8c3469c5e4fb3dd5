package io.liveorigin.standalone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.standalone.support.Patience;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The verdict of a test of this module does not depend on the speed of the machine: whatever is
 * waited for is waited for with one patience, which only something that hangs outlasts.
 */
@AnalyzeClasses(
    packages = "io.liveorigin.standalone",
    importOptions = ImportOption.OnlyIncludeTests.class)
class PatientTestsTest {
  private static final String WHY = "Patience tells what hangs from what is slow";

  /** A rule over nothing proves nothing. */
  @ArchTest
  static void testsAreLookedAt(JavaClasses classes) {
    if (!classes.contain(Jvm.class)) {
      throw new AssertionError("no tests on the class path");
    }
  }

  @ArchTest
  static final ArchRule noTestHasATimeOutOfItsOwn =
      noClasses()
          .should()
          .beAnnotatedWith(Timeout.class)
          .because("junit-platform.properties has one for all");

  @ArchTest
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
  @ArchTest
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
