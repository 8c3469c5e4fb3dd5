package io.liveorigin.access.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A COSE_Mac0 or COSE_Sign1 message (RFC 9052, sections 4.2 and 6.2), with or without its tag and
 * that of a CWT (RFC 8392, section 6). A holder of a token can change the parts that its proof does
 * not cover. Of these, only the key's name is accepted, and only once, so that there are only a few
 * texts of the same token.
 *
 * @param algorithm the algorithm of the proof, from the protected header only
 * @param kid the key's name; empty if the token does not name it
 * @param signed the bytes that the proof covers: MAC_structure or Sig_structure
 * @param payload the claims, as CBOR
 * @param proof the MAC or signature
 */
record CoseMessage(
    TokenAlgorithm algorithm, Optional<byte[]> kid, byte[] signed, byte[] payload, byte[] proof) {
  private static final long CWT = 61;
  private static final long MAC0 = 17;
  private static final long SIGN1 = 18;
  private static final long ALG = 1;
  private static final long CRIT = 2;
  private static final long KID = 4;
  private static final int PARTS = 4;

  /** Parses a message. Throws {@link TokenRejectedException}. */
  static CoseMessage read(byte[] bytes) {
    Cbor item = CborReader.readShortest(bytes);
    if (item instanceof Cbor.Tagged tagged && tagged.tag() == CWT) {
      item = tagged.value();
    }
    OptionalLong tag = OptionalLong.empty();
    if (item instanceof Cbor.Tagged tagged) {
      tag = OptionalLong.of(tagged.tag());
      item = tagged.value();
    }
    if (!(item instanceof Cbor.Items array)
        || array.values().size() != PARTS
        || !(array.values().get(0) instanceof Cbor.Bytes head)
        || !(array.values().get(1) instanceof Cbor.Entries unprotected)
        || !(array.values().get(2) instanceof Cbor.Bytes payload)
        || !(array.values().get(3) instanceof Cbor.Bytes proof)) {
      throw TokenRejectedException.invalid("the token is not a COSE_Mac0 or COSE_Sign1 message");
    }
    Cbor.Entries protect = header(head.value());
    TokenAlgorithm algorithm = algorithm(protect);
    Optional<Cbor> kid = protect.at(KID);
    int known = kid.isEmpty() && unprotected.at(KID).isPresent() ? 1 : 0;
    if (unprotected.entries().size() != known) {
      throw TokenRejectedException.invalid(
          "the token's unprotected header may contain only kid, and only if the protected"
              + " header has no kid");
    }
    if (tag.isPresent() && tag.getAsLong() != (algorithm.mac() ? MAC0 : SIGN1)) {
      throw TokenRejectedException.invalid("the token's tag does not match its algorithm");
    }
    return new CoseMessage(
        algorithm,
        kid.or(() -> unprotected.at(KID)).flatMap(CoseMessage::kid),
        toBeProved(algorithm, head.value(), payload.value()),
        payload.value(),
        proof.value());
  }

  private static Cbor.Entries header(byte[] bytes) {
    if (CborReader.read(bytes) instanceof Cbor.Entries entries) {
      if (entries.at(CRIT).isPresent()) {
        throw TokenRejectedException.unsupported("the token has critical header parameters");
      }
      return entries;
    }
    throw TokenRejectedException.invalid("the token's protected header is not a map");
  }

  private static TokenAlgorithm algorithm(Cbor.Entries protect) {
    return protect
        .at(ALG)
        .flatMap(
            alg ->
                alg instanceof Cbor.Int number
                    ? TokenAlgorithm.of(number.value())
                    : Optional.empty())
        .orElseThrow(
            () ->
                TokenRejectedException.unsupported(
                    "the token's algorithm must be HMAC 256/256, ES256 or PS256"));
  }

  private static Optional<byte[]> kid(Cbor kid) {
    return kid instanceof Cbor.Bytes bytes ? Optional.of(bytes.value()) : Optional.empty();
  }

  /**
   * Returns the bytes that the proof covers (RFC 9052, sections 4.4 and 6.3), without external
   * data.
   */
  private static byte[] toBeProved(TokenAlgorithm algorithm, byte[] protect, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(protect.length + payload.length + 24);
    head(out, 4, PARTS);
    byte[] context = (algorithm.mac() ? "MAC0" : "Signature1").getBytes(StandardCharsets.US_ASCII);
    head(out, 3, context.length);
    out.writeBytes(context);
    for (byte[] part : List.of(protect, new byte[0], payload)) {
      head(out, 2, part.length);
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Writes the head of an item in its shortest form (RFC 8949, section 4.2.1). */
  private static void head(ByteArrayOutputStream out, int major, int argument) {
    if (argument < 24) {
      out.write(major << 5 | argument);
    } else if (argument < 0x100) {
      out.write(major << 5 | 24);
      out.write(argument);
    } else {
      // A token is shorter than 64 KiB.
      out.write(major << 5 | 25);
      out.write(argument >> 8);
      out.write(argument);
    }
  }
}
