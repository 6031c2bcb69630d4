package io.holdfast.image.build;

import io.holdfast.image.keys.SecureBootKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import net.jsign.AuthenticodeSigner;
import net.jsign.pe.PEFile;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSSignedData;

/**
 * Signs EFI programs for UEFI Secure Boot (UEFI 2.10, section 32.2.4: Authenticode). The same bytes
 * and key give the same signature. Immutable; safe for several threads.
 *
 * @param key the private key
 * @param certificate the firmware trusts it, or one that signed it
 */
public record SecureBootSigner(PrivateKey key, X509Certificate certificate) {
  /** One that signs with the Secure Boot key of a key folder. */
  public static SecureBootSigner of(SecureBootKey key) {
    return new SecureBootSigner(key.key(), key.certificate());
  }

  /** The certificate in PEM. */
  String certificatePem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was read can be written", e);
    }
  }

  /** Signs a file where it lies. A signature that it has is replaced. */
  public void sign(Path program) throws IOException {
    try (PEFile file = new PEFile(program.toFile())) {
      new AuthenticodeSigner(new X509Certificate[] {certificate}, key)
          .withTimestamping(false)
          .withSignaturesReplaced(true)
          .sign(file);
      addCertificate(file);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      // Jsign declares Exception; whatever it was, the program is not signed.
      throw new IOException("Cannot sign " + program + " for Secure Boot: " + e.getMessage(), e);
    }
  }

  /**
   * Jsign leaves out a certificate that signed itself, as roots do; but this one is the signer's
   * own, and without it in the signature firmware finds no signer.
   */
  private void addCertificate(PEFile file) throws Exception {
    for (CMSSignedData signature : file.getSignatures()) {
      file.setSignature(
          CMSSignedData.replaceCertificatesAndCRLs(
              signature, new JcaCertStore(List.of(certificate)), null, null));
    }
    file.save();
  }
}
