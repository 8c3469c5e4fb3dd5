package io.liveorigin.ingest.http;

import io.javalin.http.Context;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.error.Problem;
import io.liveorigin.contract.wire.WireJson;
import io.liveorigin.ingest.publish.Receipt;
import java.util.Collections;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes receipts and problems. It is the only place that turns an error into a response. */
final class ResponseWriter {
  static final String ALLOWED_METHODS = "PUT, POST, DELETE";

  private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);

  /**
   * Largest body of a response to an upload; with its head, the response stays below 1024 bytes.
   * FFmpeg reads no more than that for each upload (http_shutdown in its http.c). The remainder of
   * a longer response would pile up in FFmpeg's socket until the origin could not write any more,
   * and would reset the connection at its end.
   */
  static final int MAX_BODY = 768;

  private static final int MAX_BYTES_OF_A_CHARACTER = 6;
  private static final String RETRY_AFTER_SECONDS = "1";

  private ResponseWriter() {}

  /**
   * Writes a receipt, in full if the client prefers that, because this client reads its responses;
   * see {@link #MAX_BODY}.
   */
  static void receipt(Context ctx, Receipt receipt) {
    boolean whole =
        Collections.list(ctx.req().getHeaders("Prefer")).stream()
            .anyMatch(value -> value.contains("return=representation"));
    json(ctx, receipt.outcome().status(), receipt.json(whole ? Integer.MAX_VALUE : MAX_BODY));
  }

  static void json(Context ctx, int status, byte[] body) {
    ctx.status(status).contentType("application/json").result(body);
    ctx.header("Cache-Control", "no-store");
  }

  static void problem(Context ctx, Exception failure, UploadRefusals uploadRefusals) {
    OriginException known = known(failure);
    String method = ctx.req().getMethod();
    String path = ctx.req().getRequestURI();
    if (known.code() == ErrorCode.INTERNAL) {
      LOG.error("{} {} failed", method, path, failure);
    }
    uploadRefusals.answered(
        UploadChecks.admittedAs(ctx),
        method,
        path,
        known.code(),
        String.valueOf(known.getMessage()));
    Problem problem = known.problem();
    ctx.status(problem.status())
        .contentType(Problem.MEDIA_TYPE)
        .header("Cache-Control", "no-store")
        .result(bounded(problem));
    if (problem.status() == 503
        || (problem.status() == 429 && !ctx.res().containsHeader("Retry-After"))) {
      ctx.header("Retry-After", RETRY_AFTER_SECONDS);
    }
    if (known.code() == ErrorCode.METHOD_NOT_ALLOWED) {
      ctx.header("Allow", ALLOWED_METHODS);
    }
  }

  /**
   * Returns the problem as JSON of at most {@link #MAX_BODY} bytes. The detail is cut as far as
   * necessary.
   */
  static byte[] bounded(Problem problem) {
    byte[] json = WireJson.write(problem);
    String detail = problem.detail();
    while (json.length > MAX_BODY && !detail.isEmpty()) {
      // At least one character per pass: some take several bytes, or an escape sequence.
      int over = Math.max(1, (json.length - MAX_BODY) / MAX_BYTES_OF_A_CHARACTER);
      detail = detail.substring(0, Math.max(0, detail.length() - over));
      json =
          WireJson.write(
              new Problem(
                  problem.type(), problem.title(), problem.status(), detail, problem.code()));
    }
    return json;
  }

  private static OriginException known(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof OriginException origin
        ? origin
        : new OriginException(ErrorCode.INTERNAL, "the request could not be handled", cause);
  }
}
