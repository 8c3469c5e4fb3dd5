package io.liveorigin.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A record prints its components: one that has a secret says what it prints itself. */
class SecretRecordsTest {
  private static final Pattern RECORD =
      Pattern.compile("\\brecord (\\w+)(?:<[^(]*>)?\\(([^{]*?)\\)\\s*(?:implements [^{]*)?\\{");

  /** A component that is a secret, has one, or has whatever somebody configures. */
  private static final Pattern SECRET =
      Pattern.compile(
          "\\b(?:String|char\\[]|byte\\[]|(?:List|Optional|Set)<String>|Map<String, (?:String|Object)>)"
              + "\\s+(\\w*(?:[sS]ecrets?|[pP]assword|[pP]assphrase|[aA]uthorization|[tT]oken|[hH]eaders"
              + "|[pP]roperties|[pP]rivateKey))\\b");

  /** These are no secrets. */
  private static final Set<String> KNOWN =
      Set.of(
          // Names an order of invalidation.
          "Invalidation.token",
          // Of answers, which carry none.
          "Refusal.headers",
          "Reply.headers",
          // Of a structured field (RFC 8941).
          "Member.token");

  @Test
  void recordsWithSecretsDoNotPrintThem() throws IOException {
    Set<String> talkative = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      Matcher declared = RECORD.matcher(text);
      while (declared.find()) {
        Matcher component = SECRET.matcher(declared.group(2));
        while (component.find()) {
          String name = declared.group(1) + "." + component.group(1);
          if (!KNOWN.contains(name)) {
            (text.indexOf("public String toString()", declared.end()) >= 0 ? silent : talkative)
                .add(name);
          }
        }
      }
    }
    assertThat(talkative).isEmpty();
    assertThat(silent)
        .contains("Basic.password", "Bearer.token", "CdnNode.headers", "CdnSecrets.secrets");
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(p -> p.toString().endsWith(".java") && p.toString().contains("/src/main/java/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
