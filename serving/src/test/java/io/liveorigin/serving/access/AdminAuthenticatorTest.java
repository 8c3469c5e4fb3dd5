package io.liveorigin.serving.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.client.FailedAttempts;
import io.liveorigin.access.credential.PresentedCredential;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.serving.access.AdminAuthenticator.Entered;
import io.liveorigin.serving.access.AdminAuthenticator.Refused;
import io.liveorigin.serving.support.TestCredentials;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdminAuthenticatorTest {
  private static final String HOME = "192.0.2.7";
  private static final PresentedCredential WRONG = new PresentedCredential.Basic("anna", "guess");
  private static final PresentedCredential ANNA =
      new PresentedCredential.Basic("anna", "correct horse battery");
  private static final PresentedCredential BERT =
      new PresentedCredential.Basic("bert", "staple correct horse");

  private final AtomicLong ticks = new AtomicLong();
  private final TestCredentials credentials =
      new TestCredentials(Clock.systemUTC())
          .withPassword("anna", Role.ADMIN, "correct horse battery")
          .withPassword("bert", Role.ADMIN, "staple correct horse")
          .with("tool", Role.OPERATOR, Optional.empty());
  private final AdminAuthenticator authenticator =
      new AdminAuthenticator(credentials.access(), ticks::get, new SimpleMeterRegistry());

  private ErrorCode refused(String address, PresentedCredential presented) {
    return ((Refused) authenticator.enter(address, presented)).code();
  }

  private void guess(String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(refused(address, WRONG)).isEqualTo(ErrorCode.WRONG_CREDENTIAL);
    }
  }

  @Test
  void afterTwentyGuessesNoPasswordIsLookedAtForAMinute() {
    assertThat(authenticator.enter(HOME, ANNA)).isInstanceOf(Entered.class);
    guess(HOME, FailedAttempts.MOST);
    assertThat(refused(HOME, WRONG)).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(refused(HOME, BERT)).as("never right before").isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(authenticator.enter(HOME, ANNA)).as("right before").isInstanceOf(Entered.class);
    PresentedCredential token = new PresentedCredential.Bearer(credentials.secret("tool"));
    assertThat(authenticator.enter(HOME, token)).as("not guessable").isInstanceOf(Entered.class);
    assertThat(
            authenticator.enter(
                HOME, new PresentedCredential.Basic("tool", credentials.secret("tool"))))
        .isInstanceOf(Entered.class);
    assertThat(authenticator.enter("192.0.2.8", BERT))
        .as("from elsewhere")
        .isInstanceOf(Entered.class);

    ticks.addAndGet(FailedAttempts.WINDOW.plus(Duration.ofMillis(1)).toNanos());
    assertThat(refused(HOME, WRONG)).isEqualTo(ErrorCode.WRONG_CREDENTIAL);
  }

  @Test
  void anIpv6NetworkIsOneClient() {
    for (int i = 0; i < FailedAttempts.MOST; i++) {
      refused("[2001:db8:0:1:0:0:0:" + i + "]", new PresentedCredential.Bearer("guess"));
    }
    assertThat(refused("[2001:db8:0:1:a:b:c:d]", WRONG)).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(refused("[2001:db8:0:2:0:0:0:1]", WRONG)).isEqualTo(ErrorCode.WRONG_CREDENTIAL);
  }

  @Test
  void whoShowsNothingGuessesNothing() {
    for (int i = 0; i <= FailedAttempts.MOST; i++) {
      assertThat(refused(HOME, new PresentedCredential.Nothing()))
          .isEqualTo(ErrorCode.NO_CREDENTIAL);
    }
    assertThat(refused(HOME, WRONG)).isEqualTo(ErrorCode.WRONG_CREDENTIAL);
  }

  @Test
  void anOpenListenerAsksNobody() {
    AdminAuthenticator open =
        new AdminAuthenticator(new AdminAccess.Open(), ticks::get, new SimpleMeterRegistry());
    assertThat(open.enter(HOME, WRONG)).isEqualTo(new Entered(Optional.empty(), WRONG));
  }
}
