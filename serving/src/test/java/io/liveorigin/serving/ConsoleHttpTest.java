package io.liveorigin.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.credential.Role;
import io.liveorigin.serving.console.ConsoleFile;
import io.liveorigin.serving.support.TestCredentials;
import io.liveorigin.serving.support.TestNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The files of the console at the admin listener. */
class ConsoleHttpTest {
  private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z]+\\.js)'");
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(console/[^\"]+)\"");

  private final TestCredentials credentials =
      new TestCredentials(Clock.systemUTC()).with("reader", Role.VIEWER, Optional.empty());
  private final TestNode node =
      new TestNode(config -> config.withAdminAccess(credentials.access()));

  @AfterEach
  void close() {
    node.close();
  }

  private HttpResponse<byte[]> get(String path) {
    return node.send("GET", node.adminUri(path));
  }

  private String text(String path) {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  @Test
  void everyFileIsThereWithoutACredential() {
    for (String path : ConsoleFile.paths()) {
      HttpResponse<byte[]> response = get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .as(path)
          .contains(ConsoleFile.at(path).contentType());
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(response.body()).as(path).isEqualTo(ConsoleFile.at(path).bytes());
    }
  }

  /** A module that is not in the list would be missing only in the browser. */
  @Test
  void whateverAFileNamesIsThere() {
    TreeSet<String> named = new TreeSet<>();
    for (String path : ConsoleFile.paths()) {
      String text = text(path);
      Matcher imports = IMPORT.matcher(text);
      while (imports.find()) {
        named.add("/console/" + imports.group(1));
      }
      Matcher links = LINK.matcher(text);
      while (links.find()) {
        named.add("/" + links.group(1));
      }
    }
    named.add(ConsoleFile.PAGE);
    assertThat(named).containsExactlyInAnyOrderElementsOf(ConsoleFile.paths());
  }

  /** The page may run nothing but the modules of this listener: no script in the page itself. */
  @Test
  void thePageRunsNothingElse() {
    assertThat(get("/").headers().firstValue("Content-Security-Policy"))
        .contains(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(get("/console/main.js").headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'none'; frame-ancestors 'none'");
    assertThat(text("/")).doesNotContain("<style", "onclick", " style=").doesNotContain("<script>");
  }

  @Test
  void nothingElseIsOpen() {
    assertThat(get("/status").statusCode()).isEqualTo(401);
    assertThat(get("/console/").statusCode()).isEqualTo(401);
    assertThat(get("/console/../status").statusCode()).isIn(400, 401);
    assertThat(get("//").statusCode()).isIn(400, 401);
    assertThat(node.send("POST", node.adminUri("/"), BodyPublishers.ofString("x")).statusCode())
        .isEqualTo(401);
    assertThat(node.send("GET", node.adminUri("/"), "Sec-Fetch-Site", "cross-site").statusCode())
        .as("a page of another site does not get even the page")
        .isEqualTo(403);
  }
}
