package io.liveorigin.serving.admin;

import io.javalin.http.Context;
import io.liveorigin.serving.console.ConsoleFile;
import java.util.List;

/** The routes of the console's files. They need no credential and are the same for everybody. */
public final class ConsoleRoutes {
  private ConsoleRoutes() {}

  /** A route for each file. */
  public static List<AdminRoute> routes() {
    return ConsoleFile.paths().stream()
        .map(path -> AdminRoute.open(path, call -> write(call.ctx(), ConsoleFile.at(path))))
        .toList();
  }

  private static void write(Context ctx, ConsoleFile file) {
    ctx.status(200);
    ctx.contentType(file.contentType());
    ctx.header("Cache-Control", "no-store");
    ctx.result(file.bytes());
  }
}
