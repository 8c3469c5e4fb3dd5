package io.liveorigin.bench.manifest;

import java.util.List;

/** The form in which a playlist is requested. */
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

  /** Returns the header fields of the request. */
  List<String> fields() {
    return fields;
  }

  String path(ListedTrack track) {
    return track.playlist() + query;
  }
}
