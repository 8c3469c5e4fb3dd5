package io.liveorigin.serving.cmcd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReportBodyTest {
  private static final int MOST = 64;

  private final AtomicLong held = new AtomicLong();

  /** A body that arrives in pieces. */
  private static final class Pieces extends ServletInputStream {
    private final Deque<Byte> arrived = new ArrayDeque<>();

    void arrive(String text) {
      for (byte b : text.getBytes(US_ASCII)) {
        arrived.add(b);
      }
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return !arrived.isEmpty();
    }

    @Override
    public void setReadListener(ReadListener listener) {}

    @Override
    public int read() {
      return arrived.isEmpty() ? -1 : arrived.poll();
    }
  }

  private record Sent(Pieces in, ReportBody body, CompletableFuture<byte[]> whole) {
    void send(String text) throws IOException {
      in.arrive(text);
      body.onDataAvailable();
    }

    String got() {
      return new String(whole.getNow("still read".getBytes(US_ASCII)), US_ASCII);
    }
  }

  private Sent begin() {
    Pieces in = new Pieces();
    ReportBody body = new ReportBody(in, MOST, held, 100);
    return new Sent(in, body, body.within(1, TimeUnit.HOURS));
  }

  @Test
  void allBodiesTogetherHaveABound() throws IOException {
    Sent first = begin();
    Sent second = begin();
    Sent third = begin();
    first.send("x".repeat(45));
    second.send("y".repeat(45));
    third.send("z".repeat(45));
    assertThat(first.got()).isEqualTo("still read");
    assertThat(second.got()).isEqualTo("still read");
    assertThat(third.got()).isEmpty();
    assertThat(held).hasValue(90);

    first.body().onAllDataRead();
    assertThat(first.got()).hasSize(45);
    Sent fourth = begin();
    fourth.send("a".repeat(45));
    fourth.body().onAllDataRead();
    assertThat(fourth.got()).hasSize(45);
    second.body().onAllDataRead();
    assertThat(held).hasValue(0);
  }

  @Test
  void whatArrivesAfterTheEndIsNotKept() throws IOException {
    Sent late = begin();
    late.send("x".repeat(10));
    late.body().onAllDataRead();
    late.send("y".repeat(10));
    assertThat(held).hasValue(0);
  }

  @Test
  void aBodyThatIsTooLongEndsWithMoreThanItMayHave() throws IOException {
    Sent sent = begin();
    sent.send("x".repeat(70));
    assertThat(sent.got()).hasSizeGreaterThan(MOST);
    assertThat(held).hasValue(0);
  }

  @Test
  void ofABodyThatIsCutOffTheWholeLinesCount() throws IOException {
    Sent sent = begin();
    sent.send("e=ps,sta=p\ne=ps,ltc=6");
    sent.body().onError(new EOFException());
    assertThat(sent.got()).isEqualTo("e=ps,sta=p\n");
    Sent nothing = begin();
    nothing.send("e=ps,ltc=6");
    nothing.body().onError(new EOFException());
    assertThat(nothing.got()).isEmpty();
  }
}
