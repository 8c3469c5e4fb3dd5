package io.liveorigin.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenCommandTest {
  private static final URI URL = URI.create("http://h:8090/#/events/t/e");

  @Test
  void withoutADesktopItPrintsTheUrl() {
    assertThat(run("open")).isEqualTo("http://127.0.0.1:8090/\n");
    assertThat(run("open", "t/e", "--admin", "https://h:1/"))
        .isEqualTo("https://h:1/#/events/t/e\n");
    assertThat(run("open", "t/e", "--representation", "v0", "--number", "7"))
        .isEqualTo("http://127.0.0.1:8090/#/events/t/e?representation=v0&number=7\n");
  }

  /** The console reads the address with this expression. */
  @Test
  void theConsoleUnderstandsTheAddress() throws IOException {
    String script =
        Files.readString(
            Path.of("../serving/src/main/resources/io/liveorigin/serving/console/main.js"));
    Matcher found = Pattern.compile("/(\\^events.*\\$)/\\.exec").matcher(script);
    assertThat(found.find()).isTrue();
    String path = run("open", "t/e").strip().replaceFirst(".*#/", "");
    assertThat(path).matches(found.group(1).replace("\\/", "/"));
    assertThat(script).contains("parameters.get('representation')", "parameters.get('number')");
  }

  @Test
  void eachDesktopHasItsProgram() {
    assertThat(Browser.command("Linux", Map.of("DISPLAY", ":0"), URL))
        .containsExactly("xdg-open", URL.toString());
    assertThat(Browser.command("Linux", Map.of("WAYLAND_DISPLAY", "w"), URL)).hasSize(2);
    assertThat(Browser.command("Linux", Map.of(), URL)).isEmpty();
    assertThat(Browser.command("Mac OS X", Map.of(), URL)).containsExactly("open", URL.toString());
    assertThat(Browser.command("Windows 11", Map.of(), URL))
        .containsExactly("rundll32", "url.dll,FileProtocolHandler", URL.toString());
  }

  @Test
  void aProgramThatIsNotInstalledIsNoFault() {
    assertThat(Browser.start(List.of("no-such-program-of-this-test"))).isFalse();
    assertThat(Browser.start(List.of())).isFalse();
  }

  @Test
  void aUrlWithAPasswordIsNotPrinted() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("open", "--admin", "http://u:s3cr3t-canary@h:1")).isEqualTo(1);
    assertThat(terminal.out() + terminal.err()).doesNotContain("s3cr3t-canary");
  }

  @Test
  void aNumberNeedsAnEvent() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("open", "--number", "7")).isEqualTo(2);
    assertThat(terminal.err()).contains("need an event: give TENANT/EVENT");
  }

  private static String run(String... args) {
    Terminal terminal = new Terminal();
    assertThat(terminal.run(args)).as(terminal.err()).isZero();
    return terminal.out();
  }
}
