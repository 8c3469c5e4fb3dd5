package io.liveorigin.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Digest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UploadReaderTest {
  private static final int CAP = 300_000;
  private static final int MEMORY = 400_000;

  private final Admission admission = new Admission(MEMORY, Duration.ofMillis(50));
  private final UploadReader reader = new UploadReader(CAP, admission);

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private Upload read(InputStream body) {
    return reader.read(body, OptionalLong.empty(), ExpectedDigests.NONE);
  }

  private ErrorCode refusal(InputStream body, OptionalLong announced) {
    return catchThrowableOfType(
            OriginException.class, () -> reader.read(body, announced, ExpectedDigests.NONE))
        .code();
  }

  /** Gives its bytes and then fails, as a connection that is cut does. */
  private static InputStream cut(byte[] bytes) {
    return new SequenceInputStream(
        new ByteArrayInputStream(bytes),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new EOFException("cut");
          }
        });
  }

  @Property(tries = 200)
  void bytesAndDigestComeOutAsTheyWentIn(
      @ForAll @IntRange(max = CAP) int size, @ForAll @IntRange(min = 1, max = 70_000) int step) {
    byte[] body = bytes(size);
    ByteArrayInputStream dribbling =
        new ByteArrayInputStream(body) {
          @Override
          public synchronized int read(byte[] into, int at, int length) {
            return super.read(into, at, Math.min(length, step));
          }
        };

    for (OptionalLong announced : List.of(OptionalLong.of(size), OptionalLong.empty())) {
      dribbling.reset();
      Admission memory = new Admission(CAP, Duration.ZERO);
      try (Upload upload =
          new UploadReader(CAP, memory).read(dribbling, announced, ExpectedDigests.NONE)) {
        assertThat(upload.bytes()).isEqualTo(body);
        assertThat(upload.digest()).isEqualTo(Digest.of(body));
        assertThat(memory.heldBytes()).isEqualTo(size);
      }
    }
  }

  @Test
  void memoryIsHeldUntilTheUploadIsClosed() {
    Upload upload = read(new ByteArrayInputStream(bytes(100_000)));
    assertThat(admission.heldBytes()).isEqualTo(100_000);

    upload.close();
    upload.close();

    assertThat(admission.heldBytes()).isZero();
  }

  @Test
  void aBodyAboveTheCapIsTooLargeHoweverItIsAnnounced() {
    assertThat(refusal(new ByteArrayInputStream(bytes(CAP + 1)), OptionalLong.empty()))
        .isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(refusal(InputStream.nullInputStream(), OptionalLong.of(CAP + 1)))
        .isEqualTo(ErrorCode.TOO_LARGE);
    assertThat(admission.heldBytes()).isZero();
  }

  @Test
  void aBodyThatIsCutIsTruncated() {
    assertThat(refusal(cut(bytes(100)), OptionalLong.empty())).isEqualTo(ErrorCode.BODY_TRUNCATED);
    assertThat(refusal(new ByteArrayInputStream(bytes(100)), OptionalLong.of(101)))
        .isEqualTo(ErrorCode.BODY_TRUNCATED);
    assertThat(admission.heldBytes()).isZero();
  }

  @Test
  void aBodyForWhichThereIsNoMemoryIsRefusedAndHoldsNone() {
    try (Upload first = read(new ByteArrayInputStream(bytes(MEMORY - CAP)))) {
      try (Upload second = read(new ByteArrayInputStream(bytes(CAP)))) {
        assertThat(refusal(new ByteArrayInputStream(bytes(1)), OptionalLong.empty()))
            .isEqualTo(ErrorCode.MEMORY_FULL);
        assertThat(admission.heldBytes()).isEqualTo(first.bytes().length + second.bytes().length);
      }
    }
    assertThat(admission.heldBytes()).isZero();
  }

  /** Memory is for what comes: what was announced is taken when the first 64 KiB are there. */
  @Test
  void anAnnouncementHoldsNothing() throws Exception {
    PipedOutputStream client = new PipedOutputStream();
    PipedInputStream body = new PipedInputStream(client, CAP);
    CompletableFuture<Upload> upload =
        CompletableFuture.supplyAsync(
            () -> reader.read(body, OptionalLong.of(200_000), ExpectedDigests.NONE));
    byte[] sent = bytes(200_000);
    client.write(sent, 0, 64 * 1024 - 1);
    await().until(() -> body.available() == 0);
    assertThat(admission.heldBytes()).isZero();

    client.write(sent, 64 * 1024 - 1, 1);
    await().until(() -> admission.heldBytes() == 200_000);

    client.write(sent, 64 * 1024, sent.length - 64 * 1024);
    client.close();
    assertThat(upload.join().bytes()).isEqualTo(sent);
  }

  @Test
  void aDigestThatDoesNotFitIsRefused() {
    ExpectedDigests other =
        ExpectedDigests.of(
            List.of("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"), List.of());

    OriginException refusal =
        catchThrowableOfType(
            OriginException.class,
            () -> reader.read(new ByteArrayInputStream(bytes(5)), OptionalLong.empty(), other));

    assertThat(refusal.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH);
    assertThat(admission.heldBytes()).isZero();
    // The digest of no bytes at all (RFC 9530, appendix B.2).
    reader.read(InputStream.nullInputStream(), OptionalLong.of(0), other).close();
  }

  @Test
  void discardingTellsAnEmptyBodyFromOneThatFails() {
    assertThat(reader.discard(InputStream.nullInputStream())).isTrue();
    assertThat(reader.discard(new ByteArrayInputStream(bytes(1)))).isFalse();
    assertThat(reader.discard(cut(new byte[0]))).isFalse();
  }

  @Test
  void discardingEndsSoonAfterTwiceTheCap() {
    ByteArrayInputStream endless = new ByteArrayInputStream(new byte[4 * CAP]);

    assertThat(reader.discard(endless)).isFalse();

    assertThat(endless.available()).isBetween(1, 2 * CAP);
  }
}
