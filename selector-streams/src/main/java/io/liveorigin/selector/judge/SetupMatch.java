package io.liveorigin.selector.judge;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.InitSetup;
import java.util.Map;
import java.util.Optional;

/**
 * Whether media plays after the init segment that is served, whichever pipeline that came from. Two
 * init segments of one configuration may differ in bytes; what counts is {@link InitSetup}. Pure.
 */
final class SetupMatch {
  private static final String REASON = "not-the-served-init";

  private SetupMatch() {}

  /** Reports {@code codec-mismatch}; nothing where one of the two is not known. */
  static Optional<Defect> check(Candidate media, Candidate init) {
    Optional<InitSetup> own = media.facts().setup();
    Optional<InitSetup> served = init.facts().setup();
    if (own.isEmpty()
        || served.isEmpty()
        || served.get().plays(own.get(), media.facts().inheritsDefaults())) {
      return Optional.empty();
    }
    return Optional.of(
        Defect.of(
            DefectKind.CODEC_MISMATCH,
            DefectSource.SELECTOR,
            Map.of(
                "reason",
                REASON,
                "setup",
                told(own.get(), served.get()),
                "served",
                told(served.get(), own.get()))));
  }

  /** The fingerprint in which it differs from the other, where that is only the edit lists. */
  private static String told(InitSetup setup, InitSetup other) {
    boolean onlyEdits = setup.decoder().equals(other.decoder()) && !setup.sameEdits(other);
    return onlyEdits ? setup.edits().orElseThrow() : setup.decoder();
  }

  /** Whether that is a finding of this class. */
  static boolean isOurs(Defect defect) {
    return defect.source() == DefectSource.SELECTOR && defect.kind() == DefectKind.CODEC_MISMATCH;
  }
}
