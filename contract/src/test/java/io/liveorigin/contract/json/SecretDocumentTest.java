package io.liveorigin.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDocumentTest {
  private static final String SECRET = "s3cr3t-canary";

  enum Kind {
    ONE,
    TWO
  }

  record Entry(
      String name, int count, Kind kind, URI url, List<String> words, Map<String, String> headers) {
    Entry {
      if (count > 9) {
        throw new OriginException(ErrorCode.INTERNAL, "count must be at most 9");
      }
    }
  }

  record Document(List<Entry> entries) {}

  /** The secret stays hidden whatever is wrong, and wherever the secret is. */
  @ParameterizedTest(name = "{index}") // reports are searched for secrets
  @ValueSource(
      strings = {
        "s3cr3t-canary",
        "- s3cr3t-canary",
        "entries: s3cr3t-canary",
        "entries: [s3cr3t-canary]",
        "entries: [{s3cr3t-canary: 1}]",
        "s3cr3t-canary: 1",
        "entries: [{name: {a: s3cr3t-canary}}]",
        "entries: [{count: s3cr3t-canary}]",
        "entries: [{kind: s3cr3t-canary}]",
        "entries: [{url: 'http://u:s3cr3t-canary@ x'}]",
        "entries: [{words: s3cr3t-canary}]",
        "entries: [{headers: {s3cr3t-canary: [1]}}]",
        "entries: [{headers: {A: s3cr3t-canary, A: s3cr3t-canary}}]",
        "entries: [{name: s3cr3t-canary, name: s3cr3t-canary}]",
        "entries:\n  - name: %s3cr3t-canary",
        "entries:\n  - name: @s3cr3t-canary",
        "entries:\n  - name: 's3cr3t-canary",
        "entries:\n  - name: s3cr3t-canary: x",
        "entries:\n  - name: *s3cr3t-canary",
        "entries:\n  - name: !s3cr3t-canary x",
        "entries:\n\t- name: s3cr3t-canary",
        "entries: [{name: s3cr3t-canary",
        "entries: []\n---\ns3cr3t-canary",
        "entries: []\n...\ns3cr3t-canary: [",
        "entries: [{name: s3cr3t-canary\u0000}]",
        "entries: [{count: 10, name: s3cr3t-canary}]",
      })
  void noErrorHasTheSecret(String yaml) {
    Throwable thrown = catchThrowable(() -> read(yaml));
    assertThat(thrown).isInstanceOf(OriginException.class);
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SECRET);
  }

  @Test
  void theErrorSaysWhereItIs() {
    refused(
        "entries:\n  - count: 1\n    nmae: b\n",
        "line 3: entries: [0]: the key is not known; allowed are count, headers, kind, name, url,"
            + " words; did you mean name?");
    refused(
        "entries:\n  - count: 1\n    kind: THREE\n",
        "line 3: entries: [0]: kind: must be one of [ONE, TWO]");
    refused("entries: [{count: one}]", "entries: [0]: count: must be a whole number");
    refused("entries: [{url: 'http://a b'}]", "entries: [0]: url: must be a URL");
    refused("entries: [{words: one}]", "entries: [0]: words: must be a list");
    refused("entries: [one]", "entries: [0]: must be an object with keys");
    refused("entries:\n  - count: 10\n", "line 2: count must be at most 9");
    refused("entries:\n  - name: a\n    name: b\n", "line 3: the key occurs twice, also in line 2");
    refused("entries:\n  - name: 'a\n", "line ");
  }

  private static void refused(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(message);
  }

  private static Document read(String yaml) {
    return JsonDocuments.readSecretYaml(yaml.getBytes(StandardCharsets.UTF_8), Document.class);
  }
}
