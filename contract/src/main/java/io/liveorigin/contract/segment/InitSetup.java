package io.liveorigin.contract.segment;

import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parts of an init segment on which a player depends, as three fingerprints. Init segments with
 * equal fingerprints are interchangeable, whatever else differs in the bytes (creation times,
 * names, bit rates). Immutable.
 *
 * @param decoder fingerprint of everything that the samples need: track ids, timescales, sample
 *     entries with their codec configuration and encryption; 16 lower-case hex digits
 * @param defaults fingerprint of the trex defaults, on which a fragment may or may not rely; 16 hex
 *     digits
 * @param edits fingerprint of the edit lists, by which presentation times differ from composition
 *     times; 16 hex digits; empty in records that were written before edit lists were read
 */
public record InitSetup(String decoder, String defaults, Optional<String> edits) {
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

  public InitSetup {
    require("decoder", decoder);
    require("defaults", defaults);
    edits.ifPresent(found -> require("edits", found));
  }

  /** Creates a set-up whose edit lists are not known. */
  public InitSetup(String decoder, String defaults) {
    this(decoder, defaults, Optional.empty());
  }

  /**
   * Returns whether media that was made for {@code own} can be played with this init segment.
   *
   * @param inheritsDefaults whether the media relies on the trex defaults of its own init segment
   */
  public boolean plays(InitSetup own, boolean inheritsDefaults) {
    return decoder.equals(own.decoder)
        && sameEdits(own)
        && (!inheritsDefaults || defaults.equals(own.defaults));
  }

  /**
   * Returns whether media is presented at the same time with either; true if the edit lists of one
   * are not known.
   */
  public boolean sameEdits(InitSetup other) {
    return edits.isEmpty() || other.edits.isEmpty() || edits.equals(other.edits);
  }

  private static void require(String name, String value) {
    if (!FINGERPRINT.matcher(value).matches()) {
      throw new OriginException(
          ErrorCode.MALFORMED_HEADER,
          "facts." + name + " must be 16 lower-case hex digits, but is '" + value + "'");
    }
  }
}
