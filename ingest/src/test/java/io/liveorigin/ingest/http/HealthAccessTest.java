package io.liveorigin.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.ingest.access.ListenerAccess;
import io.liveorigin.ingest.support.Client;
import io.liveorigin.ingest.support.Client.Answer;
import io.liveorigin.ingest.support.TestListener;
import io.liveorigin.ingest.upload.UploadLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told why a listener is not ready. */
class HealthAccessTest {
  private static final String WHY = "user 'ingest-a' lacks Write on topic segments.a";

  private final Client client = new Client();

  private Answer get(TestListener listener, String path, String... headers) throws Exception {
    return client.send("GET", listener.uri(path), Client.sized(new byte[0]), headers);
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** Whoever presents anything may look. */
  private static ListenerAccess guarded() {
    return new ListenerAccess() {
      @Override
      public Verdict publish(Client client, EventId event) {
        return new Verdict.CredentialNeeded();
      }

      @Override
      public Verdict monitor(Client client) {
        return client.authorization().isPresent()
            ? new Verdict.Admitted("a")
            : new Verdict.CredentialNeeded();
      }

      @Override
      public Optional<String> problem() {
        return Optional.empty();
      }
    };
  }

  @Test
  void whyTheListenerIsNotReadyIsForViewers() throws Exception {
    try (TestListener listener =
        new TestListener(
            new UploadLimits(1_000, 4_000, Duration.ofSeconds(1), 32),
            TestListener.delivery(Duration.ofSeconds(5)),
            guarded())) {
      assertThat(get(listener, "/-/health/ready").status()).isEqualTo(200);
      listener.problem(WHY);

      Answer stranger = get(listener, "/-/health/ready");
      assertThat(stranger.status()).isEqualTo(503);
      assertThat(text(stranger)).contains("not-ready").doesNotContain("ingest-a", "segments.a");
      assertThat(get(listener, "/-/status").status()).isEqualTo(401);
      Answer status = get(listener, "/-/status", "Authorization", "Bearer any");
      assertThat(text(status)).contains("notReady", "lacks Write on topic segments.a");
    }
  }

  @Test
  void whereEverybodyMayLookEverybodyIsTold() throws Exception {
    try (TestListener listener = new TestListener()) {
      listener.problem(WHY);
      assertThat(text(get(listener, "/-/health/ready"))).contains("lacks Write on topic");
    }
  }
}
