package io.liveorigin.contract.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liveorigin.contract.address.Address;
import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.InitAddress;
import io.liveorigin.contract.address.SegmentAddress;
import io.liveorigin.contract.address.Track;
import io.liveorigin.contract.segment.Agreement;
import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A value of the {@code defects} topic. The id follows from the content alone, so a redelivered
 * record has the same id and analysts count it once. Schema: {@code docs/schemas/defect.json}.
 *
 * @param schema version of this format
 * @param id first 32 hex digits of SHA-256 over address, pipeline, digest, name, source, parameters
 * @param tenant owner
 * @param event event
 * @param representation representation
 * @param incarnation distinguishes events of the same name ({@link Track#incarnation}); absent if 0
 * @param number segment number; absent for an init segment
 * @param pipeline the pipeline of the candidate
 * @param digest digest of the candidate; absent for a segment that never came
 * @param kind wire name of the kind
 * @param parameters details and amounts
 * @param severity 0 informational to 100
 * @param source who found it
 * @param eventTime arrival of the candidate, epoch ms
 * @param mediaTime start of the segment's media, epoch ms; the arrival of an init segment
 * @param agreement whether packager and inspection agree about it ({@link Agreement}); absent if
 *     only one of them could have seen it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DefectRecord(
    int schema,
    String id,
    String tenant,
    String event,
    String representation,
    Optional<Long> incarnation,
    Optional<Long> number,
    String pipeline,
    Optional<String> digest,
    String kind,
    Map<String, Object> parameters,
    int severity,
    String source,
    long eventTime,
    long mediaTime,
    Optional<String> agreement) {

  public static final int SCHEMA = 1;

  public DefectRecord {
    WireJson.require("id", id);
    WireJson.require("tenant", tenant);
    WireJson.require("event", event);
    WireJson.require("representation", representation);
    WireJson.require("number", number);
    WireJson.require("pipeline", pipeline);
    WireJson.require("incarnation", incarnation);
    WireJson.require("digest", digest);
    WireJson.require("agreement", agreement);
    WireJson.require("kind", kind);
    WireJson.require("source", source);
    // JSON has one kind of integer, Java two: this makes a record that was read equal to the one
    // written.
    Map<String, Object> sorted = new TreeMap<>();
    WireJson.require("parameters", parameters)
        .forEach((k, v) -> sorted.put(k, v instanceof Integer i ? (Object) i.longValue() : v));
    parameters = Collections.unmodifiableMap(sorted);
  }

  /** Creates the record of a candidate's defect. */
  public static DefectRecord of(
      SegmentAddress address, Candidate candidate, Defect defect, long mediaTime) {
    return of(
        address,
        Optional.of(address.number()),
        candidate.pipeline(),
        Optional.of(candidate.digest()),
        defect,
        candidate.arrival(),
        mediaTime,
        Agreement.of(candidate, defect));
  }

  /** Creates the record of an init segment's defect. */
  public static DefectRecord ofInit(InitAddress address, Candidate candidate, Defect defect) {
    return of(
        address,
        Optional.empty(),
        candidate.pipeline(),
        Optional.of(candidate.digest()),
        defect,
        candidate.arrival(),
        candidate.arrival(),
        Agreement.of(candidate, defect));
  }

  /** Creates the record of a defect that no candidate shows: the absence of one. */
  public static DefectRecord ofAbsence(
      SegmentAddress address, String pipeline, Defect defect, long eventTime, long mediaTime) {
    return of(
        address,
        Optional.of(address.number()),
        pipeline,
        Optional.empty(),
        defect,
        eventTime,
        mediaTime,
        Optional.empty());
  }

  private static DefectRecord of(
      Address address,
      Optional<Long> number,
      String pipeline,
      Optional<Digest> digest,
      Defect defect,
      long eventTime,
      long mediaTime,
      Optional<Agreement> agreement) {
    String identity =
        String.join(
            "\n",
            address.toString(),
            pipeline,
            digest.map(Digest::hex).orElse(""),
            DefectsField.write(List.of(defect)));
    String id = Digest.of(identity.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
    return new DefectRecord(
        SCHEMA,
        id,
        address.track().event().tenant(),
        address.track().event().event(),
        address.track().representation(),
        Optional.of(address.track().incarnation()).filter(declared -> declared != 0),
        number,
        pipeline,
        digest.map(Digest::hex),
        defect.name(),
        defect.parameters(),
        defect.kind().severity(),
        defect.source().wire(),
        eventTime,
        mediaTime,
        agreement.map(Agreement::wire));
  }

  /** The subject of the defect. */
  public Address address() {
    Track track = new Track(new EventId(tenant, event), representation, incarnation.orElse(0L));
    return number.isPresent() ? new SegmentAddress(track, number.get()) : new InitAddress(track);
  }

  public byte[] toJson() {
    return WireJson.write(this);
  }

  public static DefectRecord read(byte[] json) {
    return WireJson.read(json, DefectRecord.class);
  }
}
