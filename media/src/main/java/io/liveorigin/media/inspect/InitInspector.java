package io.liveorigin.media.inspect;

import io.liveorigin.contract.event.EventDefinition;
import io.liveorigin.contract.event.Representation;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.FourCc;
import java.util.List;
import java.util.Optional;

/**
 * Reads an init segment: ftyp, and moov with at least one trak and its trex (ISO/IEC 14496-12, 8.2
 * to 8.8; CMAF 7.3.1). Never throws, whatever the bytes are. Stateless; any thread.
 */
public final class InitInspector {

  /** Inspects on behalf of ingest. */
  public InitInspection inspect(byte[] bytes) {
    return inspect(bytes, DefectSource.INGEST);
  }

  /** Inspects on behalf of ingest, and compares the init segment with the event's declaration. */
  public InitInspection inspect(byte[] bytes, EventDefinition event, Representation declared) {
    return inspect(bytes, event, declared, DefectSource.INGEST);
  }

  /** Reads the init segment, and compares it with the event's declaration. */
  public InitInspection inspect(
      byte[] bytes, EventDefinition event, Representation declared, DefectSource source) {
    InitInspection read = inspect(bytes, source);
    if (read.facts().isEmpty()) {
      return read;
    }
    InitFacts facts = read.facts().get();
    List<Defect> mismatches =
        DeclaredCodecs.mismatch(facts, declared, source)
            .map(List::of)
            .orElseGet(
                () -> DeclarationCheck.mismatches(facts, declared, event.timeInUrls(), source));
    return new InitInspection(read.facts(), mismatches);
  }

  public InitInspection inspect(byte[] bytes, DefectSource source) {
    StructureDefects structureDefects = new StructureDefects(source);
    List<String> brands = List.of();
    boolean fileType = false;
    Optional<MovieHeader> movie = Optional.empty();
    BoxCursor top = BoxCursor.over(bytes);
    while (top.next()) {
      TopLevelBoxes.expected(top, structureDefects);
      if (top.type() == FourCc.FTYP && !fileType) {
        fileType = true;
        brands = TopLevelBoxes.brands(top, structureDefects);
      } else if (top.type() == FourCc.MOOV && movie.isEmpty()) {
        movie = Optional.of(MovieHeader.read(top, structureDefects));
      }
    }
    TopLevelBoxes.ending(top, structureDefects);
    if (structureDefects.none() && !fileType) {
      structureDefects.malformed("no-ftyp", 0);
    }
    if (structureDefects.none() && movie.isEmpty()) {
      structureDefects.malformed("no-moov", 0);
    }
    List<InitTrack> tracks = movie.map(m -> m.tracks(structureDefects)).orElse(List.of());
    return structureDefects.none()
        ? new InitInspection(Optional.of(new InitFacts(tracks, brands)), List.of())
        : new InitInspection(Optional.empty(), structureDefects.defects());
  }
}
