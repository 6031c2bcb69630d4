package io.holdfast.image.keys;

import io.holdfast.host.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * What firmware in setup mode takes from the EFI system partition to enforce Secure Boot from then
 * on: its three variables, each signed (UEFI 2.10, sections 8.2.2 and 32.4.1). The loader writes
 * them at the first start. One certificate is platform key, key exchange key and the only one in
 * db: what anybody else signed does not start. Nothing secret is in it. Immutable.
 *
 * @param variables the written form of each
 */
public record SecureBootEnrolment(Map<Variable, byte[]> variables) {
  /** Whose entries in signature lists are ours; made up once, and kept. */
  private static final UUID OWNER = UUID.fromString("6c1f5b8e-2f0a-4d3c-9a57-0f5e31c8d2b4");

  private static final UUID GLOBAL = UUID.fromString("8be4df61-93ca-11d2-aa0d-00e098032b8c");
  private static final UUID DATABASE = UUID.fromString("d719b2cb-3d3a-4596-a3bc-dad00e67656f");
  private static final UUID X509 = UUID.fromString("a5c059a1-94e4-4aa7-87b5-ab155c2bf072");
  private static final UUID PKCS7 = UUID.fromString("4aafd29d-68df-49ee-8aa9-347d375665a7");

  /** Non-volatile, in boot services and at run time, with time-based authentication. */
  private static final byte[] ATTRIBUTES = {0x27, 0, 0, 0};

  private static final short CERTIFICATE_REVISION = 0x0200;
  private static final short CERTIFICATE_TYPE_GUID = 0x0EF1;

  private static final int GUID_BYTES = 16;
  private static final int TIME_BYTES = 16;

  /** Length, revision, type and the certificate type's GUID. */
  private static final int CERTIFICATE_HEADER_BYTES = 8 + GUID_BYTES;

  /** Type, and the sizes of list, header and entry. */
  private static final int LIST_HEADER_BYTES = GUID_BYTES + 12;

  /** With one certificate of 2048 bits some 2.5 KiB. */
  private static final int MAX_BYTES = 64 << 10;

  /**
   * The variables, in the order in which a loader writes them: the platform key ends setup mode.
   */
  public enum Variable {
    /** Whose programs may start. */
    DB("db", DATABASE),
    /** Who may change db. */
    KEK("KEK", GLOBAL),
    /** Whose the machine is. */
    PK("PK", GLOBAL);

    private final String written;
    private final UUID vendor;

    Variable(String written, UUID vendor) {
      this.written = written;
      this.vendor = vendor;
    }

    /** The name of its file, as systemd-boot(7) looks for it. */
    public String fileName() {
      return written + ".auth";
    }
  }

  /** Copies the map. */
  public SecureBootEnrolment {
    variables = Map.copyOf(variables);
  }

  /** Of a key. The same key gives the same bytes: the time in them is that of its certificate. */
  public static SecureBootEnrolment of(SecureBootKey key) throws IOException {
    try {
      byte[] list = signatureList(key.certificate().getEncoded());
      byte[] time = time(key.certificate().getNotBefore().toInstant());
      Map<Variable, byte[]> made = new EnumMap<>(Variable.class);
      for (Variable variable : Variable.values()) {
        made.put(variable, authenticated(variable, list, time, key));
      }
      return new SecureBootEnrolment(made);
    } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
      throw new IOException("The Secure Boot variables cannot be signed: " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote. Whether firmware will take it shows only at the first start.
   *
   * @throws KeyFolderException if a file is missing or can be no such variable
   */
  public static SecureBootEnrolment read(Path folder) throws IOException {
    Map<Variable, byte[]> found = new EnumMap<>(Variable.class);
    for (Variable variable : Variable.values()) {
      Path file = folder.resolve(variable.fileName());
      if (!Files.isRegularFile(file)) {
        throw unusable(file, "there is no such file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw unusable(file, "it has more than " + MAX_BYTES + " bytes");
      }
      byte[] bytes = Files.readAllBytes(file);
      if (!isAuthenticated(bytes)) {
        throw unusable(file, "it is no signed variable of firmware (UEFI 2.10, section 8.2.2)");
      }
      found.put(variable, bytes);
    }
    return new SecureBootEnrolment(found);
  }

  /** Writes a file for each variable into a folder, which is made if it is not there. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<Variable, byte[]> variable : variables.entrySet()) {
      DurableFile.replace(folder.resolve(variable.getKey().fileName()), variable.getValue());
    }
  }

  /** EFI_SIGNATURE_LIST with one EFI_SIGNATURE_DATA (section 32.4.1). */
  private static byte[] signatureList(byte[] certificate) {
    int entry = GUID_BYTES + certificate.length;
    byte[] bytes = new byte[LIST_HEADER_BYTES + entry];
    ByteBuffer list = over(bytes).put(guid(X509));
    list.putInt(bytes.length).putInt(0).putInt(entry);
    list.put(guid(OWNER)).put(certificate);
    return bytes;
  }

  /** EFI_TIME (section 8.3); all but date and time of day must be zero. */
  private static byte[] time(Instant instant) {
    ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
    byte[] bytes = new byte[TIME_BYTES];
    ByteBuffer time = over(bytes);
    time.putShort((short) utc.getYear()).put((byte) utc.getMonthValue());
    time.put((byte) utc.getDayOfMonth()).put((byte) utc.getHour());
    time.put((byte) utc.getMinute()).put((byte) utc.getSecond());
    return bytes;
  }

  /** EFI_VARIABLE_AUTHENTICATION_2 and the data (section 8.2.2). */
  private static byte[] authenticated(
      Variable variable, byte[] list, byte[] time, SecureBootKey key)
      throws IOException, GeneralSecurityException, OperatorCreationException, CMSException {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.write(variable.written.getBytes(StandardCharsets.UTF_16LE));
    signed.write(guid(variable.vendor));
    signed.write(ATTRIBUTES);
    signed.write(time);
    signed.write(list);
    byte[] signature = sign(signed.toByteArray(), key);
    byte[] bytes = new byte[TIME_BYTES + CERTIFICATE_HEADER_BYTES + signature.length + list.length];
    ByteBuffer whole = over(bytes).put(time).putInt(CERTIFICATE_HEADER_BYTES + signature.length);
    whole.putShort(CERTIFICATE_REVISION).putShort(CERTIFICATE_TYPE_GUID);
    whole.put(guid(PKCS7)).put(signature).put(list);
    return bytes;
  }

  /** A detached SignedData without signed attributes, and without its ContentInfo around it. */
  private static byte[] sign(byte[] bytes, SecureBootKey key)
      throws IOException, GeneralSecurityException, OperatorCreationException, CMSException {
    JcaSignerInfoGeneratorBuilder builder =
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
    SignerInfoGenerator signer =
        builder
            .setDirectSignature(true)
            .build(
                new JcaContentSignerBuilder("SHA256withRSA").build(key.key()),
                new JcaX509CertificateHolder(key.certificate()));
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(signer);
    generator.addCertificates(new JcaCertStore(List.of(key.certificate())));
    CMSSignedData signed = generator.generate(new CMSProcessableByteArray(bytes), false);
    return signed.toASN1Structure().getContent().toASN1Primitive().getEncoded(ASN1Encoding.DER);
  }

  private static boolean isAuthenticated(byte[] bytes) {
    if (bytes.length < TIME_BYTES + CERTIFICATE_HEADER_BYTES + LIST_HEADER_BYTES) {
      return false;
    }
    ByteBuffer buffer = over(bytes).position(TIME_BYTES);
    int length = buffer.getInt();
    return length > CERTIFICATE_HEADER_BYTES
        && length <= bytes.length - TIME_BYTES - LIST_HEADER_BYTES
        && buffer.getShort() == CERTIFICATE_REVISION
        && buffer.getShort() == CERTIFICATE_TYPE_GUID;
  }

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The first three groups are numbers, little endian; the rest is bytes (appendix A). */
  private static byte[] guid(UUID guid) {
    byte[] bytes = new byte[GUID_BYTES];
    long high = guid.getMostSignificantBits();
    ByteBuffer buffer = over(bytes).putInt((int) (high >>> 32));
    buffer.putShort((short) (high >>> 16)).putShort((short) high);
    buffer.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits());
    return bytes;
  }

  private static KeyFolderException unusable(Path file, String why) {
    return new KeyFolderException(
        file
            + " cannot be used: "
            + why
            + ". Make the three files with 'holdfast keys secure-boot'.");
  }
}
