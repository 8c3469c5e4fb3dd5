package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.notification.NotificationsField;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.ingest.announce.Announcements;
import io.liveorigin.ingest.http.Gate.Entry;
import io.liveorigin.ingest.observe.IngestMetrics;
import io.liveorigin.ingest.publish.Outcome;
import io.liveorigin.ingest.publish.Publisher;
import io.liveorigin.ingest.publish.Receipt;
import io.liveorigin.ingest.upload.ExpectedDigests;
import io.liveorigin.ingest.upload.MediaTypes;
import io.liveorigin.ingest.upload.Upload;
import io.liveorigin.ingest.upload.UploadReader;
import io.liveorigin.ingest.upload.UploadTarget;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * PUT and POST, which are equal here. Reads the body in the request's thread, then gives the thread
 * back until the upload is durable: so memory, and not threads, bounds what waits for Kafka.
 */
final class PutHandler implements Handler {
  private final Gate gate;
  private final UploadReader reader;
  private final Publisher publisher;
  private final Announcements announcements;
  private final IngestMetrics metrics;
  private final Clock clock;
  private final Executor answers;
  private final String pipeline;

  PutHandler(String pipeline, Gate gate, UploadReader reader, ListenerParts parts) {
    this.gate = gate;
    this.reader = reader;
    this.publisher = parts.publisher();
    this.announcements = parts.announcements();
    this.metrics = parts.metrics();
    this.clock = parts.clock();
    this.answers = parts.answers();
    this.pipeline = pipeline;
  }

  /** What is known of a request before its body is read. */
  private record Prepared(UploadTarget target, OptionalLong announced, ExpectedDigests digests) {}

  @Override
  public void handle(Context ctx) throws IOException {
    Prepared prepared = prepareOrRefuse(ctx);
    UploadTarget target = prepared.target();
    if (target instanceof UploadTarget.Stored stored) {
      store(ctx, stored, prepared);
    } else if (target instanceof UploadTarget.Manifest) {
      discard(ctx);
      answer(ctx, Outcome.NOT_USED, "manifests are generated from the event definition");
    } else if (target instanceof UploadTarget.Refused refused) {
      if (expectsContinue(ctx) || !discard(ctx)) {
        throw refused.reason();
      }
      probe(ctx);
    }
  }

  private Prepared prepareOrRefuse(Context ctx) throws IOException {
    try {
      Entry entry = gate.enter(ctx);
      UploadTarget target = UploadTarget.of(entry.event(), entry.rest(), clock.millis());
      MediaTypes.require(
          target, Optional.ofNullable(ctx.contentType()), values(ctx, "Content-Encoding"));
      ExpectedDigests digests =
          ExpectedDigests.of(
              values(ctx, ExpectedDigests.CONTENT_DIGEST),
              values(ctx, ExpectedDigests.REPR_DIGEST));
      OptionalLong announced = announced(ctx);
      reader.requireSize(announced);
      return new Prepared(target, announced, digests);
    } catch (OriginException refusal) {
      if (!expectsContinue(ctx)) {
        discard(ctx);
      }
      throw refusal;
    }
  }

  private void store(Context ctx, UploadTarget.Stored target, Prepared prepared)
      throws IOException {
    Upload upload = readOrRefuse(ctx, prepared);
    if (upload.empty()) {
      upload.close();
      probe(ctx);
      return;
    }
    metrics.arrived(upload.bytes().length);
    CompletableFuture<Receipt> receipt = publish(ctx, target, upload);
    ctx.future(
        () ->
            receipt.whenCompleteAsync(
                (done, failure) -> {
                  if (failure == null) {
                    Answers.receipt(ctx, done);
                  }
                },
                answers));
  }

  private Upload readOrRefuse(Context ctx, Prepared prepared) throws IOException {
    try {
      return reader.read(ctx.req().getInputStream(), prepared.announced(), prepared.digests());
    } catch (OriginException refusal) {
      discard(ctx);
      throw refusal;
    }
  }

  private CompletableFuture<Receipt> publish(
      Context ctx, UploadTarget.Stored target, Upload upload) {
    List<String> declared = values(ctx, DefectsField.HTTP_NAME);
    long arrival = clock.millis();
    try {
      // Before the segment is stored: they should be in force when it can be asked for.
      List<String> notes = announcements.hear(target, values(ctx, NotificationsField.HTTP_NAME));
      return publisher
          .publish(target, upload, arrival, declared)
          .thenApply(receipt -> receipt.with(notes))
          .whenComplete((receipt, failure) -> upload.close())
          .whenComplete(
              (receipt, failure) -> {
                if (failure == null) {
                  receipt
                      .producerTime()
                      .ifPresent(time -> metrics.produced(Duration.ofMillis(arrival - time)));
                }
              });
    } catch (RuntimeException | Error e) {
      upload.close();
      throw e;
    }
  }

  private void probe(Context ctx) {
    answer(ctx, Outcome.PROBE, "the body is empty: nothing was published");
  }

  private void answer(Context ctx, Outcome outcome, String note) {
    Answers.receipt(ctx, Receipt.notStored(outcome, pipeline, note));
  }

  /** Whether the body was empty. */
  private boolean discard(Context ctx) throws IOException {
    return reader.discard(ctx.req().getInputStream());
  }

  /** A client that asks first has not sent its body; the final answer spares it that. */
  private static boolean expectsContinue(Context ctx) {
    return "100-continue".equalsIgnoreCase(ctx.header("Expect"));
  }

  private static OptionalLong announced(Context ctx) {
    long length = ctx.req().getContentLengthLong();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  private static List<String> values(Context ctx, String field) {
    return Collections.list(ctx.req().getHeaders(field));
  }
}
