package io.liveorigin.serving.front;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.liveorigin.access.token.PresentedToken;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.notification.NotificationsField;
import io.liveorigin.contract.wire.DefectsField;
import io.liveorigin.serving.access.AccessDenial;
import io.liveorigin.serving.access.ReaderAccess;
import io.liveorigin.serving.cmcd.CmcdReports;
import io.liveorigin.serving.cmcd.CmcdTally;
import io.liveorigin.serving.response.CachePolicy;
import io.liveorigin.serving.response.FieldNames;
import io.liveorigin.serving.response.Refusal;
import io.liveorigin.serving.response.ServletWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The routes of the public listener. All are open to every web page. */
public final class PublicRoutes {
  private static final String ALL = "*";
  private static final String TIME = ReaderAccess.TIME;
  private static final Set<String> OWN = Set.of(TIME, CmcdReports.PATH);
  private static final String METHODS = "GET, HEAD, OPTIONS";
  private static final String REPORT_METHODS = "POST, OPTIONS";
  private static final Set<HandlerType> ALLOWED =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
  private static final String EXPOSED =
      String.join(
          ", ",
          FieldNames.PIPELINE,
          FieldNames.CHECKED,
          FieldNames.LIVE_EDGE,
          FieldNames.AVAILABLE_AT,
          DefectsField.HTTP_NAME,
          NotificationsField.HTTP_NAME,
          FieldNames.CMSD_STATIC,
          FieldNames.CMSD_DYNAMIC,
          FieldNames.SERVER_TIMING,
          FieldNames.ETAG,
          FieldNames.LAST_MODIFIED,
          "Date",
          "Age",
          "Accept-Ranges",
          "Content-Length",
          "Content-Range",
          "Retry-After");
  private static final SortedMap<String, String> OPEN =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "Access-Control-Allow-Origin",
                  "*",
                  "Access-Control-Expose-Headers",
                  EXPOSED,
                  "Timing-Allow-Origin",
                  "*")));
  private static final String REQUEST_HEADERS =
      String.join(
          ", ",
          List.of(
              "Range",
              "If-Range",
              "If-Match",
              "If-None-Match",
              "If-Modified-Since",
              "If-Unmodified-Since",
              "Content-Type",
              PresentedToken.HEADER,
              String.join(", ", CmcdTally.HEADERS)));

  private final ServletFront get;
  private final CmcdTally players;
  private final CmcdReports reports;
  private final ReaderAccess access;
  private final ServletWriter writer;
  private final Clock clock;

  /**
   * Creates the routes.
   *
   * @param players counts players' data
   * @param views receives players' reports; must not block
   * @param access who may read
   */
  public PublicRoutes(
      GetEngine engine,
      CmcdTally players,
      Consumer<byte[]> views,
      ReaderAccess access,
      ServletWriter writer,
      Clock clock) {
    this.get = new ServletFront(new VaryingEngine(engine, access), writer, clock);
    this.players = players;
    this.reports = new CmcdReports(players, views, writer);
    this.access = access;
    this.writer = writer;
    this.clock = clock;
  }

  /** Adds the routes. Without a route for HEAD, Javalin would send an empty 200. */
  public void add(RoutesConfig routes) {
    routes.before(ALL, this::before);
    routes.get(TIME, this::time);
    routes.head(TIME, this::time);
    routes.post(CmcdReports.PATH, reports::handle);
    routes.get(ALL, get::handle);
    routes.head(ALL, get::handle);
    routes.options(ALL, PublicRoutes::preflight);
  }

  /** Paths that do not belong to an event. */
  static Set<String> own() {
    return OWN;
  }

  /** The fields that every response has, whichever front writes it. */
  static Map<String, String> fieldsForPages() {
    return OPEN;
  }

  private void before(Context ctx) {
    fieldsForPages().forEach(ctx::header);
    Optional<AccessDenial> denial = access.refusal(new ServletRead(ctx.req()), certified(ctx));
    if (denial.isPresent()) {
      writer.refuse(
          ctx,
          Refusal.of(denial.get().reason().code(), denial.get().detail(), CachePolicy.NO_STORE));
      ctx.skipRemainingHandlers();
    } else if (ctx.path().equals(CmcdReports.PATH)) {
      requireReport(ctx);
    } else if (ALLOWED.contains(ctx.method())) {
      count(ctx);
    } else {
      writer.refuse(
          ctx,
          Refusal.of(
                  ErrorCode.METHOD_NOT_ALLOWED, "segments are PUT to ingest", CachePolicy.NO_STORE)
              .with("Allow", METHODS));
      ctx.skipRemainingHandlers();
    }
  }

  private static boolean certified(Context ctx) {
    return ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
            instanceof PlainSocket socket
        && socket.certified();
  }

  private void requireReport(Context ctx) {
    if (!ctx.method().equals(HandlerType.POST) && !ctx.method().equals(HandlerType.OPTIONS)) {
      writer.refuse(
          ctx,
          Refusal.of(
                  ErrorCode.METHOD_NOT_ALLOWED, "reports are sent with POST", CachePolicy.NO_STORE)
              .with("Allow", REPORT_METHODS));
      ctx.skipRemainingHandlers();
    }
  }

  private void count(Context ctx) {
    players.request(
        Optional.ofNullable(ctx.queryString()),
        CmcdTally.HEADERS.stream().map(ctx::header).filter(Objects::nonNull).toList());
  }

  /** {@code urn:mpeg:dash:utc:http-iso:2014} (ISO/IEC 23009-1, 5.8.4.11). */
  private void time(Context ctx) {
    byte[] now =
        Instant.ofEpochMilli(clock.millis()).toString().getBytes(StandardCharsets.US_ASCII);
    ctx.header(FieldNames.CACHE_CONTROL, CachePolicy.NO_STORE);
    ctx.contentType("text/plain; charset=us-ascii");
    if (ctx.method().equals(HandlerType.HEAD)) {
      ctx.res().setContentLength(now.length);
    } else {
      ctx.result(now);
    }
  }

  private static void preflight(Context ctx) {
    ctx.status(204);
    String methods = ctx.path().equals(CmcdReports.PATH) ? REPORT_METHODS : METHODS;
    ctx.header("Allow", methods);
    ctx.header("Access-Control-Allow-Methods", methods);
    ctx.header("Access-Control-Allow-Headers", REQUEST_HEADERS);
    ctx.header("Access-Control-Max-Age", "86400");
    ctx.header(FieldNames.CACHE_CONTROL, CachePolicy.NO_STORE);
    ctx.res().setContentType(null);
  }
}
