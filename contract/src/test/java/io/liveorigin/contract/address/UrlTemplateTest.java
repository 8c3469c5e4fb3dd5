package io.liveorigin.contract.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
  private static final long LARGEST = 999_999_999_999_999_999L;

  @ParameterizedTest
  @CsvSource({
    "$RepresentationID$-init.mp4,              v0-init.mp4",
    "$RepresentationID$-$Number$.m4s,          v0-7.m4s",
    "$RepresentationID$-$Number%01d$.m4s,      v0-7.m4s",
    "$RepresentationID$-$Number%09d$.m4s,      v0-000000007.m4s",
    "$RepresentationID$-$Number%018d$.m4s,     v0-000000000000000007.m4s",
    "$RepresentationID$/$Time$.m4s,            v0/179.m4s",
    "$RepresentationID$/t$Time%05d$.m4s,       v0/t00179.m4s",
    "$Bandwidth$/$RepresentationID$_$Number$,  600000/v0_7",
    "$Bandwidth%08d$/$RepresentationID$,       00600000/v0",
    "$RepresentationID$/$RepresentationID$-$Number$.m4s, v0/v0-7.m4s",
    "a$$b-$RepresentationID$.mp4,              a$b-v0.mp4",
    "chunk-stream$RepresentationID$-$Number%05d$.m4s, chunk-streamv0-00007.m4s",
    "$Number$/$RepresentationID$-$Number%04d$.m4s,    7/v0-0007.m4s"
  })
  void writesEveryIdentifierAndReadsItBack(String template, String path) {
    UrlTemplate compiled = UrlTemplate.parse(template);
    assertThat(compiled.format("v0", 7, 179, 600_000)).isEqualTo(path);
    assertThat(compiled.match(path))
        .hasValue(
            new UrlTemplate.Match(
                template.contains("$RepresentationID") ? "v0" : "",
                value(template, "$Number", 7),
                value(template, "$Time", 179),
                value(template, "$Bandwidth", 600_000)));
    assertThat(compiled).hasToString(template).isEqualTo(UrlTemplate.parse(template));
  }

  private static OptionalLong value(String template, String identifier, long value) {
    return template.contains(identifier) ? OptionalLong.of(value) : OptionalLong.empty();
  }

  @Test
  void tellsWhichIdentifiersItHas() {
    UrlTemplate template = UrlTemplate.parse("$RepresentationID$-$Number%09d$$$.m4s");
    assertThat(template.has("RepresentationID")).isTrue();
    assertThat(template.has("Number")).isTrue();
    assertThat(template.has("Time")).isFalse();
    assertThat(template.has("Bandwidth")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';                                   must have 1 to 256 characters",
        "$Number;                              '$' without a closing '$'",
        "a$;                                   '$' without a closing '$'",
        "$number$;                             has '$number$'; allowed are $RepresentationID$ $Num",
        "$SubNumber$;                          has '$SubNumber$'",
        "$Number%d$;                           has '$Number%d$'",
        "$Number%5d$;                          has '$Number%5d$'",
        "$Number%0100d$;                       has '$Number%0100d$'",
        "$Number%00d$;                         has width 0; a width must be 1 to 18",
        "$Number%019d$;                        has width 19; a width must be 1 to 18",
        "$RepresentationID%05d$;               gives $RepresentationID$ a width; only numbers",
        "/a/$Number$;                          must be relative, without '.', '..' or empty",
        "a/../$Number$;                        must be relative, without '.', '..' or empty",
        "./$Number$;                           must be relative, without '.', '..' or empty",
        "a//$Number$;                          must be relative, without '.', '..' or empty",
        "$Number$/;                            must be relative, without '.', '..' or empty",
        "$RepresentationID$$Number$;           character other than a digit between two"
            + " identifiers",
        "$RepresentationID$0$Number$;          character other than a digit between two"
            + " identifiers",
        "$Number$$Number$;                     character other than a digit between two"
            + " identifiers",
        "a b$Number$;                          may contain only A-Z a-z 0-9",
        "a?x=$Number$;                         may contain only A-Z a-z 0-9",
        "a%2f$Number$;                         may contain only A-Z a-z 0-9",
        "é$Number$;                            may contain only A-Z a-z 0-9"
      })
  void refusesMalformedTemplatesAndSaysWhatIsAllowed(String template, String message) {
    assertThatThrownBy(() -> UrlTemplate.parse(template))
        .isInstanceOfSatisfying(
            OriginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_TEMPLATE))
        .hasMessageContaining(message)
        .hasMessageStartingWith("template '" + template + "' ");
  }

  @Test
  void refusesATemplateThatIsTooLong() {
    assertThat(UrlTemplate.parse("a".repeat(256))).isNotNull();
    assertThatThrownBy(() -> UrlTemplate.parse("a".repeat(257)))
        .hasMessageContaining("must have 1 to 256 characters");
  }

  @ParameterizedTest
  @CsvSource({
    // Superfluous zeros would give one segment many URLs, and a cache many copies.
    "$RepresentationID$-$Number$.m4s,       v0-07.m4s",
    "$RepresentationID$-$Number$.m4s,       v0-00.m4s",
    "$RepresentationID$-$Number%03d$.m4s,   v0-0007.m4s",
    "$RepresentationID$-$Number%03d$.m4s,   v0-7.m4s",
    "$RepresentationID$-$Number%03d$.m4s,   v0-0123.m4s",
    "$RepresentationID$-$Number$.m4s,       v0-+7.m4s",
    "$RepresentationID$-$Number$.m4s,       v0--7.m4sx",
    "$RepresentationID$-$Number$.m4s,       v0-.m4s",
    "$RepresentationID$-$Number$.m4s,       -7.m4s",
    "$RepresentationID$-$Number$.m4s,       v/0-7.m4s",
    "$RepresentationID$-$Number$.m4s,       v0-7xm4s",
    "$RepresentationID$-$Number$.m4s,       v0-7.m4s/",
    "$RepresentationID$-$Number$.m4s,       V%30-7.m4s",
    "$RepresentationID$-$Number$.m4s,       v0-٧.m4s",
    "$RepresentationID$-$Number$.m4s,       v0-9999999999999999999.m4s",
    "$RepresentationID$-$Number%018d$.m4s,  v0-9999999999999999999.m4s",
    "$RepresentationID$-$Number%017d$.m4s,  v0-9999999999999999999.m4s",
    "$RepresentationID$/$RepresentationID$-$Number$, v0/v1-7",
    "$Number$/$RepresentationID$-$Number$,  7/v0-8"
  })
  void refusesEveryOtherWriting(String template, String path) {
    assertThat(UrlTemplate.parse(template).match(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 16, 17, 18})
  void readsTheLargestNumberOfEveryWidth(int width) {
    UrlTemplate template = UrlTemplate.parse("$RepresentationID$-$Number%0" + width + "d$");
    String path = template.format("v0", LARGEST, 0, 0);
    assertThat(template.match(path).map(UrlTemplate.Match::number))
        .hasValue(OptionalLong.of(LARGEST));
  }

  @Provide
  Arbitrary<String> templates() {
    Arbitrary<String> identifier =
        Arbitraries.of("$RepresentationID$", "$Number$", "$Time$", "$Bandwidth$")
            .flatMap(
                name ->
                    name.equals("$RepresentationID$")
                        ? Arbitraries.just(name)
                        : Arbitraries.integers()
                            .between(0, 18)
                            .map(w -> w == 0 ? name : width(name, w)));
    // A literal between identifiers that can be parsed: never digits only.
    Arbitrary<String> between =
        Arbitraries.of(
            "-", "_", ".", "/s", "-0", "0-", "1a1", "$$", "~1", "=", "a", "-init-", "0.0");
    return Combinators.combine(
            Arbitraries.of("", "a", "0", "x/", "$$"),
            Combinators.combine(identifier, between).as((i, b) -> i + b).list().ofMaxSize(5),
            identifier,
            Arbitraries.of("", ".m4s", "0", "-1", "/a"))
        .as((head, middle, last, tail) -> head + String.join("", middle) + last + tail)
        .filter(t -> t.length() <= 256);
  }

  private static String width(String name, int width) {
    return name.substring(0, name.length() - 1) + (width < 10 ? "%0" + width : "%0" + width) + "d$";
  }

  @Provide
  Arbitrary<String> names() {
    // Few characters, so that ids resemble separators and numbers.
    return Arbitraries.strings()
        .withChars("01a-._")
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(NameRules::isName);
  }

  /**
   * A template reads back the same values from every path that it writes: there is only one way to
   * split a path.
   */
  @Property(tries = 3000)
  void matchIsTheInverseOfFormat(
      @ForAll("templates") String text,
      @ForAll("names") String representation,
      @ForAll @LongRange(max = LARGEST) long number,
      @ForAll @LongRange(max = LARGEST) long time,
      @ForAll @LongRange(min = 1, max = 1_000_000_000L) long bandwidth) {
    UrlTemplate template = UrlTemplate.parse(text);
    Optional<UrlTemplate.Match> match =
        template.match(template.format(representation, number, time, bandwidth));
    assertThat(match).isPresent();
    if (template.has("RepresentationID")) {
      assertThat(match.get().representation()).isEqualTo(representation);
    }
    assertThat(match.get().number()).isEqualTo(expected(template, "Number", number));
    assertThat(match.get().time()).isEqualTo(expected(template, "Time", time));
    assertThat(match.get().bandwidth()).isEqualTo(expected(template, "Bandwidth", bandwidth));
  }

  private static OptionalLong expected(UrlTemplate template, String identifier, long value) {
    return template.has(identifier) ? OptionalLong.of(value) : OptionalLong.empty();
  }

  /** No two matching paths mean the same: a segment has exactly one URL. */
  @Property(tries = 2000)
  void whatMatchesIsWhatFormatWrites(
      @ForAll("templates") String text, @ForAll("nearMisses") String path) {
    UrlTemplate template = UrlTemplate.parse(text);
    template
        .match(path)
        .ifPresent(
            m ->
                assertThat(
                        template.format(
                            m.representation(),
                            m.number().orElse(0),
                            m.time().orElse(0),
                            m.bandwidth().orElse(0)))
                    .isEqualTo(path));
  }

  @Provide
  Arbitrary<String> nearMisses() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("01a-._/$%s").ofMaxLength(40), Arbitraries.strings());
  }

  @Test
  void hostilePathsCostNoTime() {
    UrlTemplate repeated = UrlTemplate.parse("$RepresentationID$" + "-$Number$".repeat(26));
    UrlTemplate ids = UrlTemplate.parse("$RepresentationID$" + "-$RepresentationID$".repeat(12));
    UrlTemplate widths = UrlTemplate.parse("$RepresentationID$" + "-$Number%018d$".repeat(16));
    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> {
          for (String unit : new String[] {"1", "-", "1-", "a-", "-1-1", "1-2-", "a", "é"}) {
            for (int length : new int[] {10, 200, 2048, 100_000}) {
              String path = unit.repeat(length / unit.length());
              for (UrlTemplate template : new UrlTemplate[] {repeated, ids, widths}) {
                assertThat(template.match(path + "!")).isEmpty();
              }
            }
          }
        });
  }
}
