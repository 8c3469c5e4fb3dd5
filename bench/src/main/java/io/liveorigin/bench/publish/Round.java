package io.liveorigin.bench.publish;

/**
 * The results of one round, for the same segments.
 *
 * @param produced plain produce with acks=all, until the acknowledgement
 * @param put PUT, until the last byte of its response
 * @param dav PUT to nginx with WebDAV, until the last byte of its response
 * @param chain plain clients, from the produce until the small record is read
 * @param first from the start of the PUT to the first byte of the held GET's body
 * @param last from the start of the PUT to the last byte of the held GET's body
 * @param load the processor time that the processes used
 */
record Round(
    Percentiles produced,
    Percentiles put,
    Percentiles dav,
    Percentiles chain,
    Percentiles first,
    Percentiles last,
    ProcessorTime load) {
  @Override
  public String toString() {
    return "produce %s; PUT %s; nginx %s; chain %s; first byte %s; last byte %s; load %s"
        .formatted(produced, put, dav, chain, first, last, load);
  }
}
