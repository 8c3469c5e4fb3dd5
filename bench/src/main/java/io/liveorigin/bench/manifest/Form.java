package io.liveorigin.bench.manifest;

import java.util.List;

/** In which form a playlist is asked for. */
enum Form {
  PLAIN("plain", List.of(), ""),
  GZIP("gzip", List.of("Accept-Encoding: gzip"), ""),
  DELTA("delta", List.of(), "?_HLS_skip=YES");

  private final String title;
  private final List<String> fields;
  private final String query;

  Form(String title, List<String> fields, String query) {
    this.title = title;
    this.fields = fields;
    this.query = query;
  }

  String title() {
    return title;
  }

  /** Of a request's head. */
  List<String> fields() {
    return fields;
  }

  String path(ListedTrack track) {
    return track.playlist() + query;
  }
}
