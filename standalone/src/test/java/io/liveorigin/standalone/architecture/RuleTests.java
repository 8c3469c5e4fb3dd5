package io.liveorigin.standalone.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes a test of each rule that a class declares. ArchUnit's own engine has them as fields with an
 * annotation: Maven Surefire 3.5 neither counts nor fails those, and says nothing of it.
 */
final class RuleTests {
  private RuleTests() {}

  /** One test for each static field that is a rule, with its name. */
  static Stream<DynamicTest> of(Class<?> declaring, JavaClasses classes) {
    return Stream.of(declaring.getDeclaredFields())
        .filter(field -> field.getType() == ArchRule.class)
        .map(field -> DynamicTest.dynamicTest(field.getName(), () -> rule(field).check(classes)));
  }

  private static ArchRule rule(Field field) throws IllegalAccessException {
    return (ArchRule) field.get(null);
  }
}
