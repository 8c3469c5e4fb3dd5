package io.liveorigin.serving.cmcd;

import io.javalin.http.Context;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.FieldNames;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.ServletWriter;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

  /** Of all reports that are being read, bytes. */
  private static final long MOST_HELD = 16L * 1024 * 1024;

  /**
   * The time for a report, from its head to its end; one that is incomplete by then counts as
   * malformed.
   */
  private static final long LONGEST_SECONDS = 10;

  private final CmcdTally tally;
  private final Consumer<byte[]> views;
  private final ServletWriter writer;
  private final AtomicLong held = new AtomicLong();

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
   * its whole lines; nothing of one that takes too long, or for which there is no memory.
   */
  private CompletableFuture<byte[]> body(Context ctx) {
    try {
      ServletInputStream in = ctx.req().getInputStream();
      ReportBody body = new ReportBody(in, MAX_BODY, held, MOST_HELD);
      in.setReadListener(body);
      return body.within(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      return CompletableFuture.completedFuture(new byte[0]);
    }
  }
}
