package io.liveorigin.serving.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.access.credential.Presented;
import io.liveorigin.access.credential.Role;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.serving.access.AdminGate.Entered;
import io.liveorigin.serving.access.AdminGate.Refused;
import io.liveorigin.serving.support.TestCredentials;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdminGateTest {
  private static final String HOME = "192.0.2.7";
  private static final Presented WRONG = new Presented.Basic("anna", "guess");
  private static final Presented ANNA = new Presented.Basic("anna", "correct horse battery");
  private static final Presented BERT = new Presented.Basic("bert", "staple correct horse");

  private final AtomicLong ticks = new AtomicLong();
  private final TestCredentials credentials =
      new TestCredentials(Clock.systemUTC())
          .withPassword("anna", Role.ADMIN, "correct horse battery")
          .withPassword("bert", Role.ADMIN, "staple correct horse")
          .with("tool", Role.OPERATOR, Optional.empty());
  private final AdminGate gate =
      new AdminGate(credentials.access(), ticks::get, new SimpleMeterRegistry());

  private ErrorCode refused(String address, Presented presented) {
    return ((Refused) gate.enter(address, presented)).code();
  }

  private void guess(String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(refused(address, WRONG)).isEqualTo(ErrorCode.WRONG_CREDENTIAL);
    }
  }

  @Test
  void afterTwentyGuessesNoPasswordIsLookedAtForAMinute() {
    assertThat(gate.enter(HOME, ANNA)).isInstanceOf(Entered.class);
    guess(HOME, WrongAttempts.MOST);
    assertThat(refused(HOME, WRONG)).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(refused(HOME, BERT)).as("never right before").isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(gate.enter(HOME, ANNA)).as("right before").isInstanceOf(Entered.class);
    Presented token = new Presented.Bearer(credentials.secret("tool"));
    assertThat(gate.enter(HOME, token)).as("not guessable").isInstanceOf(Entered.class);
    assertThat(gate.enter(HOME, new Presented.Basic("tool", credentials.secret("tool"))))
        .isInstanceOf(Entered.class);
    assertThat(gate.enter("192.0.2.8", BERT)).as("from elsewhere").isInstanceOf(Entered.class);

    ticks.addAndGet(WrongAttempts.WINDOW.plus(Duration.ofMillis(1)).toNanos());
    assertThat(refused(HOME, WRONG)).isEqualTo(ErrorCode.WRONG_CREDENTIAL);
  }

  @Test
  void anIpv6NetworkIsOneClient() {
    for (int i = 0; i < WrongAttempts.MOST; i++) {
      refused("[2001:db8:0:1:0:0:0:" + i + "]", new Presented.Bearer("guess"));
    }
    assertThat(refused("[2001:db8:0:1:a:b:c:d]", WRONG)).isEqualTo(ErrorCode.TOO_MANY_ATTEMPTS);
    assertThat(refused("[2001:db8:0:2:0:0:0:1]", WRONG)).isEqualTo(ErrorCode.WRONG_CREDENTIAL);
  }

  @Test
  void whoShowsNothingGuessesNothing() {
    for (int i = 0; i <= WrongAttempts.MOST; i++) {
      assertThat(refused(HOME, new Presented.Nothing())).isEqualTo(ErrorCode.NO_CREDENTIAL);
    }
    assertThat(refused(HOME, WRONG)).isEqualTo(ErrorCode.WRONG_CREDENTIAL);
  }

  @Test
  void anOpenListenerAsksNobody() {
    AdminGate open = new AdminGate(new AdminAccess.Open(), ticks::get, new SimpleMeterRegistry());
    assertThat(open.enter(HOME, WRONG)).isEqualTo(new Entered(Optional.empty()));
  }
}
