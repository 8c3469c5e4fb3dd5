package io.liveorigin.contract.wire;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Defects as a structured-field list, for example {@code dropped-video-frames;count=12}. In
 * records, each member carries its {@code source}; in HTTP it does not need one.
 */
public final class DefectsField {
  /** The name of the header field, in a PUT and in the response to a GET. */
  public static final String HTTP_NAME = "Segment-Defects";

  /** The largest number of defects that a packager may declare, and that ingest records. */
  private static final int MAX_DEFECTS = 32;

  /**
   * The largest number of defects in a record. The selector adds to the defects that ingest
   * recorded, and the decisions that it wrote must stay readable.
   */
  private static final int MAX_RECORDED = 64;

  private DefectsField() {}

  /** Reads the defects that a packager declared. A {@code source} parameter in them is ignored. */
  public static List<Defect> readDeclared(String text) {
    List<Defect> defects = new ArrayList<>();
    for (StructuredText.Member member : bounded(text, MemberSplitter.DECLARED, MAX_DEFECTS)) {
      Map<String, Object> parameters = new LinkedHashMap<>(member.parameters());
      parameters.remove(Defect.SOURCE);
      defects.add(new Defect(member.token(), parameters, DefectSource.PACKAGER));
    }
    return defects;
  }

  /** Reads a text that {@link #write} wrote. */
  public static List<Defect> read(String text) {
    List<Defect> defects = new ArrayList<>();
    for (StructuredText.Member member : bounded(text, MemberSplitter.RECORDED, MAX_RECORDED)) {
      Map<String, Object> parameters = new LinkedHashMap<>(member.parameters());
      String source = String.valueOf(parameters.remove(Defect.SOURCE));
      defects.add(new Defect(member.token(), parameters, DefectSource.of(source)));
    }
    return defects;
  }

  public static String write(List<Defect> defects) {
    List<StructuredText.Member> members = new ArrayList<>(defects.size());
    for (Defect defect : defects) {
      Map<String, Object> parameters = new LinkedHashMap<>(defect.parameters());
      parameters.put(Defect.SOURCE, defect.source().wire());
      members.add(new StructuredText.Member(defect.name(), parameters));
    }
    return StructuredText.write(members);
  }

  private static List<StructuredText.Member> bounded(String text, MemberSplitter bounds, int most) {
    List<StructuredText.Member> members = StructuredText.read(text, bounds);
    if (members.size() > most) {
      throw new OriginException(
          ErrorCode.MALFORMED_HEADER,
          HTTP_NAME + " must have at most " + most + " members, but has " + members.size());
    }
    return members;
  }
}
