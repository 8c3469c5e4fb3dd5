package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.ingest.publish.Receipt;
import io.liveorigin.ingest.publish.UploadOutcome;
import io.liveorigin.ingest.upload.UploadReader;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Handles DELETE. Stock packagers delete their expired segments, often under wrong names. Nothing
 * is deleted, because only the time-shift window decides. A request that passes {@link
 * UploadChecks} gets a success, even for a wrong name.
 */
final class DeleteHandler implements Handler {
  private final UploadChecks checks;
  private final UploadReader reader;
  private final Executor answers;

  DeleteHandler(UploadChecks checks, UploadReader reader, Executor answers) {
    this.checks = checks;
    this.reader = reader;
    this.answers = answers;
  }

  @Override
  public void handle(Context ctx) throws IOException {
    Optional<OriginException> refusal = refusal(ctx);
    // FFmpeg sends DELETE with an empty chunked body.
    ServletInputStream body = ctx.req().getInputStream();
    ctx.future(
        () -> reader.discardOfStranger(body).thenAcceptAsync(x -> answer(ctx, refusal), answers));
  }

  private Optional<OriginException> refusal(Context ctx) {
    try {
      checks.enter(ctx);
      return Optional.empty();
    } catch (OriginException refusal) {
      return Optional.of(refusal);
    }
  }

  private void answer(Context ctx, Optional<OriginException> refusal) {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    ResponseWriter.receipt(
        ctx,
        Receipt.notStored(
            UploadOutcome.NOT_DELETED,
            UploadChecks.admittedAs(ctx).orElseThrow(),
            "nothing was deleted; segments expire with the time-shift window"));
  }
}
