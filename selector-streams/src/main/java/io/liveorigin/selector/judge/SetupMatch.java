package io.liveorigin.selector.judge;

import io.liveorigin.contract.segment.Candidate;
import io.liveorigin.contract.segment.Defect;
import io.liveorigin.contract.segment.DefectKind;
import io.liveorigin.contract.segment.DefectSource;
import io.liveorigin.contract.segment.InitSetup;
import java.util.Map;
import java.util.Optional;

/**
 * Checks whether media play after the init segment that is served, whichever pipeline published it.
 * Two init segments of one configuration may differ in bytes; only {@link InitSetup} counts. Pure.
 */
final class SetupMatch {
  private static final String REASON = "not-the-served-init";

  private SetupMatch() {}

  /**
   * Reports {@code codec-mismatch}; reports nothing if the set-up of one of the two is not known.
   */
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
                differingFingerprint(own.get(), served.get()),
                "served",
                differingFingerprint(served.get(), own.get()))));
  }

  /**
   * The fingerprint in which it differs from the other: that of the edit lists if only they differ.
   */
  private static String differingFingerprint(InitSetup setup, InitSetup other) {
    boolean onlyEdits = setup.decoder().equals(other.decoder()) && !setup.sameEdits(other);
    return onlyEdits ? setup.edits().orElseThrow() : setup.decoder();
  }

  /** Whether the defect is a finding of this class. */
  static boolean isSetupDefect(Defect defect) {
    return defect.source() == DefectSource.SELECTOR && defect.kind() == DefectKind.CODEC_MISMATCH;
  }
}
