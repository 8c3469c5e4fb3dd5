package io.liveorigin.ingest.inspect;

import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.contract.segment.Facts;
import io.liveorigin.contract.segment.TrackFacts;
import io.liveorigin.contract.wire.FactsField;
import io.liveorigin.ingest.upload.UploadTarget;
import io.liveorigin.media.inspect.InitFacts;
import io.liveorigin.media.inspect.InitInspection;
import io.liveorigin.media.inspect.InitInspector;
import io.liveorigin.media.inspect.Inspection;
import io.liveorigin.media.inspect.SegmentInspector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Combines the defects that a packager declares with those that inspection finds. It never refuses
 * an upload: a segment that cannot be parsed is stored with a defect that says so. Stateless; any
 * thread may call it.
 */
public final class UploadInspector {
  /** Maximum number of defects in a record; the most severe ones are kept. */
  public static final int MAX_DEFECTS = 32;

  private static final Logger LOG = LoggerFactory.getLogger(UploadInspector.class);

  private final SegmentInspector segments;
  private final InitInspector inits;

  public UploadInspector(SegmentInspector segments, InitInspector inits) {
    this.segments = segments;
    this.inits = inits;
  }

  /**
   * Examines one upload.
   *
   * @param known the init segment of its track, if one that can be parsed has arrived
   * @param declared values of {@code Segment-Defects}
   * @param conflicting digest of another copy that this pipeline published at the same address
   */
  public UploadFindings examine(
      UploadTarget.Stored target,
      byte[] bytes,
      Optional<InitFacts> known,
      List<String> declared,
      Optional<Digest> conflicting) {
    DefectDeclaration declaration = DefectDeclaration.of(declared);
    List<String> notes = new ArrayList<>(declaration.notes());
    Found found = find(target, bytes, known);
    List<Defect> defects = new ArrayList<>(declaration.defects());
    defects.addAll(found.defects());
    conflicting.ifPresent(
        previous ->
            defects.add(
                Defect.of(
                    DefectKind.CONFLICTING_REPUBLISH,
                    DefectSource.INGEST,
                    Map.of("previous", previous.hex()))));
    if (target instanceof UploadTarget.Media && known.isEmpty()) {
      notes.add(
          "no readable init segment of this track has arrived, so its times and samples are"
              + " unchecked");
    }
    return new UploadFindings(
        found.facts().withDeclared(declaration.made()),
        bounded(defects, notes),
        found.init(),
        notes);
  }

  private record Found(Facts facts, List<Defect> defects, Optional<InitFacts> init) {}

  private Found find(UploadTarget.Stored target, byte[] bytes, Optional<InitFacts> known) {
    try {
      Found found =
          target instanceof UploadTarget.Media media
              ? segment(media, bytes, known)
              : init((UploadTarget.Init) target, bytes);
      // Facts that cannot be written would lose the segment later, on its way to Kafka.
      FactsField.write(found.facts());
      return found;
    } catch (RuntimeException e) {
      // A bug in the origin must not cost the segment; but the selector then prefers the other
      // pipeline's copy.
      LOG.error("{} could not be inspected", target.address(), e);
      return new Found(
          Facts.NONE,
          List.of(new Defect(Defect.NOT_INSPECTED, Map.of(), DefectSource.INGEST)),
          Optional.empty());
    }
  }

  private Found segment(UploadTarget.Media media, byte[] bytes, Optional<InitFacts> known) {
    Inspection inspection =
        segments.inspect(
            bytes, known, media.event().schedule(), media.address(), media.representation());
    return new Found(inspection.facts(), inspection.defects(), Optional.empty());
  }

  private Found init(UploadTarget.Init target, byte[] bytes) {
    InitInspection inspection =
        inits.inspect(bytes, target.event().definition(), target.representation());
    Facts facts = inspection.facts().map(UploadInspector::factsOf).orElse(Facts.NONE);
    return new Found(facts, inspection.defects(), inspection.facts());
  }

  /** Returns the facts of an init segment, which has tracks and their timescales but no samples. */
  private static Facts factsOf(InitFacts init) {
    return new Facts(
        init.tracks().stream()
            .map(t -> new TrackFacts(t.trackId(), t.timescale(), 0, 0, 0, 0, false))
            .toList(),
        init.brands(),
        0,
        OptionalLong.empty(),
        Optional.of(init.setup()),
        false,
        false);
  }

  private static List<Defect> bounded(List<Defect> defects, List<String> notes) {
    if (defects.size() <= MAX_DEFECTS) {
      return defects;
    }
    notes.add(
        "only the "
            + MAX_DEFECTS
            + " most severe of "
            + defects.size()
            + " defects"
            + " are recorded");
    return defects.stream()
        .sorted(Comparator.comparing((Defect d) -> -d.kind().severity()))
        .limit(MAX_DEFECTS)
        .toList();
  }
}
