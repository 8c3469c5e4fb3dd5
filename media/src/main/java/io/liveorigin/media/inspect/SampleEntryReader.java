package io.liveorigin.media.inspect;

import io.liveorigin.media.box.BoxCursor;
import io.liveorigin.media.box.BoxFields;
import io.liveorigin.media.box.FourCc;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one sample entry: ISO/IEC 14496-12, 12.1.3, 12.2.3 and 8.12; ISO/IEC 14496-15 (AVC, HEVC),
 * 14496-14 (AAC), the AV1, VP and Opus in ISOBMFF bindings, ETSI TS 102 366 (AC-3, E-AC-3). An
 * entry that is not as it should be still has a fingerprint, that of all its bytes. Each instance
 * reads one entry, in one thread.
 */
final class SampleEntryReader {
  /**
   * Boxes with the configuration of a decoder: its profile and parameter sets, not its bit rate.
   */
  private static final int[] CONFIGURATIONS = {
    FourCc.AVCC,
    FourCc.HVCC,
    FourCc.ESDS,
    FourCc.of("av1C"),
    FourCc.of("vpcC"),
    FourCc.of("dvcC"),
    FourCc.of("dvvC"),
    FourCc.of("dac3"),
    FourCc.of("dec3"),
    FourCc.of("dac4"),
    FourCc.of("dOps"),
    FourCc.of("dfLa")
  };

  private static final int MP4A = FourCc.of("mp4a");

  /** No entry has more of these boxes; hostile ones may. */
  private static final int MAX_CONFIGURATIONS = 8;

  /** Boxes about how to show or send the samples, not about how to decode them. */
  private static final int[] INCIDENTAL = {FourCc.BTRT, FourCc.PASP, FourCc.COLR};

  private final BoxCursor entry;
  private final BoxFields fields;
  private int width;
  private int height;
  private int channels;
  private int samplingRate;

  private SampleEntryReader(BoxCursor entry) {
    this.entry = entry;
    this.fields = entry.fields();
  }

  /**
   * Reads the current box of {@code stsd}.
   *
   * @param handler handler of the track, which determines the layout of the entry
   * @param version version of stsd; in 0 an audio entry may have the longer forms of QuickTime
   */
  static SampleEntry read(
      BoxCursor entry, int handler, int version, StructureDefects structureDefects) {
    return new SampleEntryReader(entry).read(handler, version, structureDefects);
  }

  private SampleEntry read(int handler, int version, StructureDefects structureDefects) {
    fields.skip(8); // reserved, data_reference_index
    if (handler == FourCc.VIDE) {
      visual();
    } else if (handler == FourCc.SOUN) {
      audio(version);
    } else if (entry.type() == FourCc.STPP) {
      namespaces();
    }
    Protection protection = Protection.in(children(), entry.type());
    if (handler == FourCc.VIDE || handler == FourCc.SOUN) {
      playable(handler, protection, structureDefects);
    }
    return new SampleEntry(
        FourCc.text(entry.type()),
        FourCc.text(protection.format()),
        width,
        height,
        channels,
        samplingRate,
        protection.scheme(),
        fingerprint(protection),
        displayWidth(),
        handler == FourCc.SOUN ? audioSetup() : Optional.empty(),
        codec(protection.format()),
        protection.ownVectors());
  }

  private void playable(int handler, Protection protection, StructureDefects structureDefects) {
    if (!fields.ok()) {
      structureDefects.malformed("box-fields", entry.start());
    } else if (handler == FourCc.VIDE && (width == 0 || height == 0)) {
      structureDefects.malformed("no-resolution", entry.start());
    } else if (encrypted(entry.type()) && !protection.complete()) {
      structureDefects.malformed("no-protection", entry.start());
    } else {
      DecoderRequirements.lacking(children(), protection.format())
          .ifPresent(reason -> structureDefects.malformed(reason, entry.start()));
    }
  }

  private static boolean encrypted(int type) {
    return type == FourCc.of("encv") || type == FourCc.of("enca");
  }

  private String codec(int format) {
    BoxCursor child = children();
    while (format == MP4A && child.next()) {
      if (child.type() == FourCc.ESDS) {
        return ElementaryStream.read(child)
            .map(stream -> String.format(Locale.ROOT, "mp4a.%02x", stream.objectType()))
            .orElse(FourCc.text(format));
      }
    }
    return FourCc.text(format);
  }

  private void visual() {
    fields.skip(16); // pre_defined, reserved
    width = fields.u16();
    height = fields.u16();
    fields.skip(50); // resolutions, frame_count, compressorname, depth
  }

  private void audio(int version) {
    int entryVersion = fields.u16();
    fields.skip(6);
    channels = fields.u16();
    fields.skip(6); // samplesize, pre_defined, reserved
    samplingRate = (int) (fields.u32() >>> 16);
    if (version == 0 && entryVersion > 0) {
      fields.skip(entryVersion == 1 ? 16 : 36);
    }
  }

  /** Skips namespace, schema_location and auxiliary_mime_types, which end with a zero each. */
  private void namespaces() {
    for (int i = 0; i < 3; i++) {
      while (fields.ok() && fields.u8() != 0) {
        // passed over
      }
    }
  }

  private BoxCursor children() {
    return entry.childrenFrom(fields);
  }

  /** Returns the width by pasp (12.1.4.2), rounded to the nearest pixel. */
  private int displayWidth() {
    BoxCursor child = children();
    while (child.next()) {
      if (child.type() == FourCc.PASP) {
        BoxFields pasp = child.fields();
        long horizontal = pasp.u32();
        long vertical = pasp.u32();
        boolean square = horizontal == 0 || vertical == 0;
        return square
            ? width
            : (int) Math.min(0xffff, (width * horizontal + vertical / 2) / vertical);
      }
    }
    return width;
  }

  private Optional<AudioSetup> audioSetup() {
    BoxCursor child = children();
    while (child.next()) {
      if (among(CONFIGURATIONS, child.type())) {
        return AudioSetupReader.read(child, samplingRate);
      }
    }
    return Optional.empty();
  }

  private String fingerprint(Protection protection) {
    Fingerprint print = new Fingerprint();
    print.number(entry.type()).number(protection.format());
    print.number(width).number(height).number(channels).number(samplingRate);
    protection.addTo(print);
    if (!fields.ok() || !configuration(print, protection.format())) {
      everything(print);
    }
    return print.hex();
  }

  /** Adds the configuration of a known decoder; returns false if there is none that can be read. */
  private boolean configuration(Fingerprint print, int format) {
    int found = 0;
    BoxCursor child = children();
    while (found <= MAX_CONFIGURATIONS && child.next()) {
      if (among(CONFIGURATIONS, child.type())) {
        found++;
        print.number(child.type());
        DecoderConfiguration.add(child, format, print);
      }
    }
    return found > 0 && found <= MAX_CONFIGURATIONS && child.ending() == BoxCursor.Ending.COMPLETE;
  }

  /** A loop, because a set would make an object of each number. */
  private static boolean among(int[] types, int type) {
    for (int one : types) {
      if (one == type) {
        return true;
      }
    }
    return false;
  }

  private void everything(Fingerprint print) {
    int from = entry.payloadStart();
    if (fields.ok()) {
      print.bytes(entry.bytes(), from, fields.position());
      from = fields.position();
      BoxCursor child = children();
      while (child.next()) {
        if (!among(INCIDENTAL, child.type())) {
          print.bytes(entry.bytes(), child.start(), child.end());
        }
        from = child.end();
      }
    }
    print.bytes(entry.bytes(), from, entry.end());
  }

  /**
   * How samples are encrypted (ISO/IEC 14496-12, 8.12; ISO/IEC 23001-7, 8.2).
   *
   * @param format four-character code of the entry before it was encrypted
   * @param scheme scheme_type
   * @param tenc box with default key id and pattern; empty if there is none
   */
  private record Protection(int format, Optional<String> scheme, Optional<BoxCursor> tenc) {

    static Protection in(BoxCursor children, int type) {
      while (children.next()) {
        if (children.type() == FourCc.SINF || children.type() == FourCc.RINF) {
          return read(children.children(), type);
        }
      }
      return new Protection(type, Optional.empty(), Optional.empty());
    }

    private static Protection read(BoxCursor inside, int type) {
      int format = 0;
      int scheme = 0;
      boolean information = false;
      Optional<BoxCursor> tenc = Optional.empty();
      BoxFields fields = inside.fields();
      while (inside.next()) {
        inside.fields(fields);
        if (inside.type() == FourCc.FRMA && format == 0) {
          format = fields.s32();
        } else if (inside.type() == FourCc.SCHM && scheme == 0) {
          fields.skip(4);
          scheme = fields.s32();
        } else if (inside.type() == FourCc.SCHI && !information) {
          information = true;
          tenc = Optional.of(inside.children()).filter(Protection::toTenc);
        }
      }
      return new Protection(
          format == 0 ? type : format,
          scheme == 0 ? Optional.empty() : Optional.of(FourCc.text(scheme)),
          tenc);
    }

    private static boolean toTenc(BoxCursor inside) {
      while (inside.next()) {
        if (inside.type() == FourCc.TENC) {
          return true;
        }
      }
      return false;
    }

    /** Whether it has everything that a player needs to request a key (ISO/IEC 23001-7, 4.1). */
    boolean complete() {
      return !encrypted(format) && scheme.isPresent() && tenc.isPresent();
    }

    /** Whether it has default_isProtected, and a default_Per_Sample_IV_Size that is not 0. */
    boolean ownVectors() {
      if (tenc.isEmpty()) {
        return false;
      }
      BoxFields box = tenc.get().fields();
      box.skip(6); // version and flags, reserved, pattern
      return box.u8() == 1 && box.u8() > 0;
    }

    void addTo(Fingerprint print) {
      print.text(scheme.orElse(""));
      tenc.ifPresent(box -> print.bytes(box.bytes(), box.payloadStart(), box.end()));
    }
  }
}
