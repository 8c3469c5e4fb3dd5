package io.liveorigin.serving.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.control.ControlState;
import io.liveorigin.contract.decision.Decision;
import io.liveorigin.contract.event.LiveEvent;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.serving.notifications.EventNotifications;
import io.liveorigin.serving.segment.PreparedDecision;
import io.liveorigin.serving.support.Samples;
import org.junit.jupiter.api.Test;

class SegmentContentTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long NUMBER = Samples.news().schedule().liveEdge(NOW);

  private final CachePolicy policy = new CachePolicy(MaxAges.standard());
  private final ResponseFactory responses =
      new ResponseFactory(
          policy,
          new CmsdDynamic("origin-1", () -> false),
          new EventNotifications(new ControlState(), (event, now) -> 0));
  private final SegmentContent contents = new SegmentContent(policy, responses, "origin-1");
  private final SegmentAddress address = new SegmentAddress(Samples.V0, NUMBER);
  private final Candidate winner = Samples.candidate(address, "a", Samples.bytes(10, 1), 1_000);
  private final Decision first = Samples.decision(address, 1, winner);

  private SegmentHead head(LiveEvent event, PreparedDecision decided) {
    return decided.winner(event, contents).orElseThrow().head();
  }

  private static String lines(HeaderBlock block) {
    StringBuilder lines = new StringBuilder();
    block.forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    return lines.toString();
  }

  @Test
  void whatAllRequestsAreToldIsMadeOnceForADecision() {
    LiveEvent event = Samples.news();
    PreparedDecision decided = new PreparedDecision(first);

    assertThat(head(event, decided)).isSameAs(head(event, decided));
    assertThat(head(event, new PreparedDecision(Samples.decision(address, 2, winner))))
        .isNotSameAs(head(event, decided));
  }

  @Test
  void anotherDefinitionMakesItAnew() {
    LiveEvent faster = LiveEvent.of(Samples.definition(Samples.NEWS.replace("2000500", "3000500")));
    PreparedDecision decided = new PreparedDecision(first);
    head(Samples.news(), decided);

    assertThat(lines(head(faster, decided).moving(NUMBER, RequestTimings.NONE, NOW, false)))
        .contains("br=3001");
  }

  @Test
  void theMovingPartIsMadeOnceASecondAndAgainWhenItWouldSayAnotherThing() {
    SegmentHead head = head(Samples.news(), new PreparedDecision(first));
    HeaderBlock now = head.moving(NUMBER, RequestTimings.NONE, NOW, false);

    assertThat(head.moving(NUMBER, RequestTimings.NONE, NOW, false)).isSameAs(now);
    assertThat(lines(head.moving(NUMBER, RequestTimings.NONE, NOW + 1_000, false)))
        .isNotEqualTo(lines(now));
    assertThat(lines(head.moving(NUMBER + 1, RequestTimings.NONE, NOW, false)))
        .contains("Origin-Live-Edge=" + (NUMBER + 1));
    assertThat(lines(head.moving(NUMBER, RequestTimings.held(7), NOW, false)))
        .contains("ht=7\n", "hold;dur=7\n");
    assertThat(lines(head.moving(NUMBER, RequestTimings.NONE, NOW, false))).isEqualTo(lines(now));
  }

  @Test
  void noLiveEdgeIsBelowTheSegmentThatIsAnswered() {
    SegmentHead head = head(Samples.news(), new PreparedDecision(first));

    assertThat(lines(head.moving(NUMBER - 1, RequestTimings.NONE, NOW, false)))
        .contains("Origin-Live-Edge=" + NUMBER);
  }

  @Test
  void onlyTheFirstBytesOfAUrlHaveADate() {
    LiveEvent event = Samples.news();

    assertThat(head(event, new PreparedDecision(first)).content().modified(1_700_000_000L))
        .hasValue(1_700_000_000L);
    assertThat(head(event, new PreparedDecision(first)).content().modified(1_699_999_999L))
        .isEmpty();
    assertThat(
            head(event, new PreparedDecision(Samples.decision(address, 2, winner)))
                .content()
                .modified(1_700_000_000L))
        .isEmpty();
  }
}
