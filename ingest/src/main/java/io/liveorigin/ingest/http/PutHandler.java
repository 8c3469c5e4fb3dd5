package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.liveorigin.access.limit.TenantUse;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.notification.NotificationsField;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.ingest.announce.AnnouncementReader;
import io.liveorigin.ingest.config.IngestConfig;
import io.liveorigin.ingest.http.UploadChecks.Entry;
import io.liveorigin.ingest.publish.Receipt;
import io.liveorigin.ingest.publish.UploadOutcome;
import io.liveorigin.ingest.upload.ExpectedDigests;
import io.liveorigin.ingest.upload.MediaTypes;
import io.liveorigin.ingest.upload.Upload;
import io.liveorigin.ingest.upload.UploadReader;
import io.liveorigin.ingest.upload.UploadTarget;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Handles PUT and POST, which are equivalent here. A request holds a thread while it is read and
 * inspected, but not while it waits for its body, for memory or for Kafka. So the number of
 * concurrent uploads is bounded by memory and not by threads.
 */
final class PutHandler implements Handler {
  private final UploadChecks checks;
  private final UploadReader reader;
  private final AnnouncementReader announcements;
  private final Clock clock;
  private final Executor answers;
  private final Executor refusing;
  private final long shortestMillis;
  private final long longestMillis;

  PutHandler(IngestConfig config, UploadChecks checks, UploadReader reader, ListenerParts parts) {
    this.checks = checks;
    this.reader = reader;
    this.announcements = parts.announcements();
    this.clock = parts.clock();
    this.answers = parts.answers();
    this.refusing = parts.refusing();
    this.shortestMillis = config.delivery().minimum().toMillis();
    this.longestMillis = config.uploads().idleTimeout().toMillis();
  }

  /** The results of the checks before the body is read. */
  private record Prepared(
      PipelineParts pipeline,
      TenantUse tenant,
      UploadTarget target,
      OptionalLong announced,
      ExpectedDigests digests) {

    Receipt notStored(UploadOutcome outcome, String note) {
      return Receipt.notStored(outcome, pipeline.pipeline(), note);
    }

    Receipt probe() {
      return notStored(UploadOutcome.PROBE, "the body is empty; nothing was published");
    }
  }

  @Override
  public void handle(Context ctx) {
    Prepared prepared;
    try {
      prepared = prepare(ctx);
    } catch (OriginException refusal) {
      if (expectsContinue(ctx)) {
        throw refusal;
      }
      answer(ctx, () -> dropped(ctx, refusal).thenApply(empty -> refused(refusal)));
      return;
    }
    UploadTarget target = prepared.target();
    if (target instanceof UploadTarget.Stored stored) {
      answer(ctx, () -> store(ctx, stored, prepared));
    } else if (target instanceof UploadTarget.Manifest) {
      answer(
          ctx,
          () ->
              reader
                  .discard(body(ctx), prepared.tenant())
                  .thenApply(
                      empty ->
                          prepared.notStored(
                              UploadOutcome.NOT_USED,
                              "manifests are generated from the event definition")));
    } else if (target instanceof UploadTarget.Refused refused) {
      if (expectsContinue(ctx)) {
        throw refused.reason();
      }
      answer(
          ctx,
          () ->
              reader
                  .discard(body(ctx), prepared.tenant())
                  .thenApply(empty -> empty ? prepared.probe() : refused(refused.reason())));
    }
  }

  private interface Work {
    CompletableFuture<Receipt> begin();
  }

  /**
   * Writes the response in a thread that a slow client may block for a moment: not the timer's, and
   * none of Kafka's.
   */
  private void answer(Context ctx, Work work) {
    ctx.future(
        () ->
            work.begin()
                .exceptionallyComposeAsync(CompletableFuture::failedFuture, refusing)
                .thenAcceptAsync(receipt -> ResponseWriter.receipt(ctx, receipt), answers));
  }

  /**
   * Reads and drops the body of a refused request; only a small part of it if the client was not
   * admitted.
   */
  private CompletableFuture<Boolean> dropped(Context ctx, OriginException refusal) {
    return UploadChecks.stranger(ctx, refusal)
        ? reader.discardOfStranger(body(ctx))
        : reader.discard(body(ctx));
  }

  private static Receipt refused(OriginException refusal) {
    throw refusal;
  }

  private Prepared prepare(Context ctx) {
    Entry entry = checks.enter(ctx);
    BodyHeaders.require(ctx.req());
    UploadTarget target = UploadTarget.of(entry.event(), entry.rest(), clock.millis());
    MediaTypes.require(
        target, Optional.ofNullable(ctx.contentType()), values(ctx, "Content-Encoding"));
    ExpectedDigests digests =
        ExpectedDigests.of(
            values(ctx, ExpectedDigests.CONTENT_DIGEST), values(ctx, ExpectedDigests.REPR_DIGEST));
    OptionalLong announced = announced(ctx);
    reader.requireSize(announced);
    checks.requireBytes(ctx, entry.tenant());
    return new Prepared(entry.pipeline(), entry.tenant(), target, announced, digests);
  }

  private CompletableFuture<Receipt> store(
      Context ctx, UploadTarget.Stored target, Prepared prepared) {
    return reader
        .read(
            body(ctx), prepared.tenant(), prepared.announced(), prepared.digests(), longest(target))
        .thenCompose(upload -> stored(ctx, target, upload, prepared));
  }

  /**
   * Returns how long a body may take after its first byte: for a media segment until it is gone,
   * and for an upload without such an instant as long as a connection may be silent.
   */
  private Duration longest(UploadTarget.Stored target) {
    if (target instanceof UploadTarget.Media media) {
      long gone = media.event().schedule().gone(media.address().number());
      return Duration.ofMillis(Math.max(shortestMillis, gone - clock.millis()));
    }
    return Duration.ofMillis(longestMillis);
  }

  private CompletableFuture<Receipt> stored(
      Context ctx, UploadTarget.Stored target, Upload upload, Prepared prepared) {
    if (upload.empty()) {
      upload.close();
      return CompletableFuture.completedFuture(prepared.probe());
    }
    prepared.pipeline().metrics().arrived(upload.bytes().length);
    return publish(ctx, target, upload, prepared.pipeline());
  }

  private CompletableFuture<Receipt> publish(
      Context ctx, UploadTarget.Stored target, Upload upload, PipelineParts pipeline) {
    List<String> declared = values(ctx, DefectsField.HTTP_NAME);
    long arrival = clock.millis();
    try {
      // Before the segment is stored, because the notifications should be in force when the segment
      // can be requested.
      List<String> notes = announcements.publish(target, values(ctx, NotificationsField.HTTP_NAME));
      return pipeline
          .publisher()
          .publish(target, upload, arrival, declared)
          .thenApply(receipt -> receipt.with(notes))
          .whenComplete((receipt, failure) -> upload.close())
          .whenComplete(
              (receipt, failure) -> {
                if (failure == null) {
                  receipt
                      .producerTime()
                      .ifPresent(
                          time -> pipeline.metrics().produced(Duration.ofMillis(arrival - time)));
                }
              });
    } catch (RuntimeException | Error e) {
      upload.close();
      throw e;
    }
  }

  /** Returns the body. This sends 100 Continue to a client that waits for it. */
  private static ServletInputStream body(Context ctx) {
    try {
      return ctx.req().getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns whether the client waits for 100 Continue. This client has not sent its body yet, and a
   * final response saves it from doing so.
   */
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
