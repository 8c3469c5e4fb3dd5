package io.liveorigin.ingest.config;

import io.liveorigin.access.tls.TlsFiles;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.ingest.store.DeliverySettings;
import io.liveorigin.ingest.upload.UploadLimits;
import io.liveorigin.kafka.KafkaSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of one listener. The pipeline of an upload is the only pipeline of the
 * listener, or else the one in the client's credential; a client cannot choose it otherwise.
 *
 * @param host address to listen on
 * @param port TCP port; 0 for a free one
 * @param pipelines the pipelines whose segments arrive here; several require credentials, one for
 *     each pipeline
 * @param kafka where segments are stored
 * @param uploads limits of uploads
 * @param delivery how long ingest tries to store an upload
 * @param tls files for HTTPS; empty for plain HTTP
 */
public record IngestConfig(
    String host,
    int port,
    List<String> pipelines,
    KafkaSettings kafka,
    UploadLimits uploads,
    DeliverySettings delivery,
    Optional<TlsFiles> tls) {

  public static final String LOOPBACK = "127.0.0.1";

  public IngestConfig {
    if (host == null || host.isBlank()) {
      throw invalid("host", "an address or a host name", host);
    }
    if (port < 0 || port > 65_535) {
      throw invalid("port", "0 to 65535", port);
    }
    if (pipelines.isEmpty() || Set.copyOf(pipelines).size() < pipelines.size()) {
      throw invalid("pipelines", "one name, or several distinct names", pipelines);
    }
    for (String pipeline : pipelines) {
      if (!NameRules.isName(pipeline)) {
        throw invalid(
            "pipelines", "1 to 64 of A-Z a-z 0-9 . _ - starting with a letter or digit", pipeline);
      }
    }
    pipelines = List.copyOf(pipelines);
    if (kafka == null) {
      throw invalid("kafka", "given", null);
    }
    if (uploads == null) {
      throw invalid("uploads", "given", null);
    }
    if (uploads.maxBodyBytes() > kafka.topics().maxSegmentBytes()) {
      throw invalid(
          "uploads.maxBodyBytes",
          "at most the limit of the topics, " + kafka.topics().maxSegmentBytes(),
          uploads.maxBodyBytes());
    }
    if (delivery == null) {
      throw invalid("delivery", "given", null);
    }
    if (tls == null) {
      throw invalid("tls", "present, or empty for plain HTTP", null);
    }
  }

  /**
   * Returns the configuration of a listener on the loopback address with limits that fit most
   * installations.
   */
  public static IngestConfig of(String pipeline, int port, KafkaSettings kafka) {
    return of(List.of(pipeline), port, kafka);
  }

  /** Returns the same configuration for several pipelines. */
  public static IngestConfig of(List<String> pipelines, int port, KafkaSettings kafka) {
    return new IngestConfig(
        LOOPBACK,
        port,
        pipelines,
        kafka,
        UploadLimits.standard(kafka.topics()),
        DeliverySettings.standard(),
        Optional.empty());
  }

  public IngestConfig withHost(String other) {
    return new IngestConfig(other, port, pipelines, kafka, uploads, delivery, tls);
  }

  public IngestConfig withUploads(UploadLimits other) {
    return new IngestConfig(host, port, pipelines, kafka, other, delivery, tls);
  }

  public IngestConfig withDelivery(DeliverySettings other) {
    return new IngestConfig(host, port, pipelines, kafka, uploads, other, tls);
  }

  public IngestConfig withTls(Optional<TlsFiles> other) {
    return new IngestConfig(host, port, pipelines, kafka, uploads, delivery, other);
  }

  /**
   * Returns the names of the pipelines joined by {@code +}, for the names of threads and clients
   * and the label of metrics.
   */
  public String name() {
    return String.join("+", pipelines);
  }

  private static OriginException invalid(String key, String allowed, Object value) {
    return new OriginException(
        ErrorCode.INTERNAL, "ingest." + key + " must be " + allowed + ", but is '" + value + "'");
  }
}
