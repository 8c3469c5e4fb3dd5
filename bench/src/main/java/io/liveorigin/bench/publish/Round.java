package io.liveorigin.bench.publish;

/**
 * What one round measured, of the same segments.
 *
 * @param produced plain produce with acks=all, until acknowledged
 * @param put PUT, until the last byte of its answer
 * @param dav the same of nginx with WebDAV
 * @param chain plain clients: from the produce to the small record read
 * @param first from the start of the PUT to the first byte of the held GET's body
 * @param last to its last byte
 * @param load how busy the processes were
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
