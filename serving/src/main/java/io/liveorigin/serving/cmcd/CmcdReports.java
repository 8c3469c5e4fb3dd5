package io.liveorigin.serving.cmcd;

import io.javalin.http.Context;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.FieldNames;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.ServletWriter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * {@code POST /cmcd}: reports of version 2 of CMCD. They are counted and passed on, and the
 * response is 204 whether they can be read or not, because a player has no use for the result. No
 * thread waits for a body, so players that send slowly delay no others.
 */
public final class CmcdReports {
  public static final String PATH = "/cmcd";

  /** Some hundred lines. */
  static final int MAX_BODY = 64 * 1024;

  private static final int CHUNK = 4096;

  /**
   * The time for a report, from its head to its end; one that is incomplete by then counts as
   * malformed.
   */
  private static final long LONGEST_SECONDS = 10;

  private final CmcdTally tally;
  private final Consumer<byte[]> views;
  private final ServletWriter writer;

  /**
   * @param views receives each body that is not too large; must not block
   */
  public CmcdReports(CmcdTally tally, Consumer<byte[]> views, ServletWriter writer) {
    this.tally = tally;
    this.views = views;
    this.writer = writer;
  }

  public void handle(Context ctx) {
    if (ctx.req().getContentLengthLong() > MAX_BODY) {
      tooLarge(ctx);
      return;
    }
    ctx.future(
        () ->
            body(ctx)
                .thenAccept(
                    body -> {
                      if (body.length > MAX_BODY) {
                        tooLarge(ctx);
                      } else {
                        tally.report(body);
                        views.accept(body);
                        ctx.status(204);
                        ctx.header(FieldNames.CACHE_CONTROL, CachePolicy.NO_STORE);
                        ctx.res().setContentType(null);
                      }
                    }));
  }

  private void tooLarge(Context ctx) {
    writer.refuse(
        ctx,
        Refusal.of(
            ErrorCode.TOO_LARGE,
            "a report must have at most " + MAX_BODY + " bytes",
            CachePolicy.NO_STORE));
  }

  /**
   * The body, or slightly more than its first {@link #MAX_BODY} bytes; of a body that ends early,
   * the bytes that arrived.
   */
  private static CompletableFuture<byte[]> body(Context ctx) {
    CompletableFuture<byte[]> whole = new CompletableFuture<>();
    try {
      ServletInputStream in = ctx.req().getInputStream();
      in.setReadListener(new Reading(in, new ByteArrayOutputStream(), whole));
    } catch (IOException e) {
      whole.complete(new byte[0]);
    }
    return whole.completeOnTimeout(new byte[0], LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  /** Called by one thread at a time. */
  private record Reading(
      ServletInputStream in, ByteArrayOutputStream read, CompletableFuture<byte[]> whole)
      implements ReadListener {
    @Override
    public void onDataAvailable() throws IOException {
      byte[] chunk = new byte[CHUNK];
      // A false isReady() makes the container call again, so it is not called once the body is
      // done.
      while (!whole.isDone() && in.isReady() && !in.isFinished()) {
        int length = in.read(chunk);
        if (length > 0) {
          read.write(chunk, 0, length);
        }
        if (read.size() > MAX_BODY) {
          whole.complete(read.toByteArray());
        }
      }
    }

    @Override
    public void onAllDataRead() {
      whole.complete(read.toByteArray());
    }

    @Override
    public void onError(Throwable failure) {
      whole.complete(read.toByteArray());
    }
  }
}
