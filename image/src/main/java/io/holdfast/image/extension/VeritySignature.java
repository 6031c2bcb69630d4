package io.holdfast.image.extension;

import io.holdfast.image.keys.SecureBootKey;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * What a verity signature partition holds (Discoverable Partitions Specification, "Verity": a JSON
 * object, filled up with zeros). The signature is a detached PKCS #7 over the root hash as
 * hexadecimal digits, without attributes and certificates, which is what the kernel and systemd
 * verify. Stateless.
 */
final class VeritySignature {
  /** What systemd-repart makes of it; the signature of any usual key fits many times. */
  static final int BYTES = 16 << 10;

  private VeritySignature() {}

  static byte[] partition(String rootHash, SecureBootKey key) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rootHash", rootHash);
    try {
      byte[] certificate = key.certificate().getEncoded();
      fields.put("certificateFingerprint", Digest.of(certificate).hex());
      fields.put("signature", Base64.getEncoder().encodeToString(sign(rootHash, key)));
    } catch (CertificateEncodingException | OperatorCreationException | CMSException e) {
      throw new IOException("The root hash of the extension cannot be signed: " + e, e);
    }
    return Arrays.copyOf(Json.write(fields).getBytes(StandardCharsets.US_ASCII), BYTES);
  }

  private static byte[] sign(String rootHash, SecureBootKey key)
      throws IOException, CertificateEncodingException, OperatorCreationException, CMSException {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new SignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .setDirectSignature(true)
            .build(
                new JcaContentSignerBuilder("SHA256withRSA").build(key.key()),
                new X509CertificateHolder(key.certificate().getEncoded())));
    return generator
        .generate(new CMSProcessableByteArray(rootHash.getBytes(StandardCharsets.US_ASCII)), false)
        .getEncoded(ASN1Encoding.DER);
  }
}
