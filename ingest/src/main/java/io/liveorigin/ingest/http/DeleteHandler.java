package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.liveorigin.ingest.publish.Outcome;
import io.liveorigin.ingest.publish.Receipt;
import io.liveorigin.ingest.upload.UploadReader;
import java.io.IOException;

/**
 * DELETE: stock packagers expire their segments, often under wrong names. Nothing is deleted, for
 * the time-shift window rules, and nobody is told that he did wrong.
 */
final class DeleteHandler implements Handler {
  private final String pipeline;
  private final Gate gate;
  private final UploadReader reader;

  DeleteHandler(String pipeline, Gate gate, UploadReader reader) {
    this.pipeline = pipeline;
    this.gate = gate;
    this.reader = reader;
  }

  @Override
  public void handle(Context ctx) throws IOException {
    // FFmpeg sends its deletions with an empty chunked body.
    reader.discard(ctx.req().getInputStream());
    gate.enter(ctx);
    Answers.receipt(
        ctx,
        Receipt.notStored(
            Outcome.NOT_DELETED, pipeline, "nothing is deleted: the time-shift window rules"));
  }
}
