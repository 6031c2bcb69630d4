package io.holdfast.image.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.image.keys.SecureBootEnrolment.Variable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The form is read back here byte by byte; that firmware takes it, the lab shows. */
class SecureBootEnrolmentTest {
  /** EFI_GLOBAL_VARIABLE and EFI_IMAGE_SECURITY_DATABASE_GUID as they lie in memory. */
  private static final String GLOBAL = "61dfe48bca93d211aa0d00e098032b8c";

  private static final String DATABASE = "cbb219d73a3d9645a3bcdad00e67656f";

  private static final int TIME = 16;
  private static final int HEADER = 24;

  @TempDir Path folder;

  private SecureBootKey key;

  @BeforeEach
  void makeKey() throws Exception {
    key = KeyFolder.create(folder.resolve("keys"), null).secureBoot();
  }

  @ParameterizedTest
  @EnumSource
  void a_variable_is_signed_with_its_name_and_vendor_and_time(Variable variable) throws Exception {
    byte[] bytes = bytesOf(variable);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = buffer.getInt(TIME);
    byte[] list = Arrays.copyOfRange(bytes, TIME + length, bytes.length);
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    String name = variable.fileName().replace(".auth", "");
    signed.write(name.getBytes(StandardCharsets.UTF_16LE));
    signed.write(HexFormat.of().parseHex(variable == Variable.DB ? DATABASE : GLOBAL));
    signed.write(new byte[] {0x27, 0, 0, 0});
    signed.write(bytes, 0, TIME);
    signed.write(list);
    SignedData data =
        SignedData.getInstance(
            ASN1Sequence.fromByteArray(Arrays.copyOfRange(bytes, TIME + HEADER, TIME + length)));
    SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    assertThat(signer.getAuthenticatedAttributes()).isNull();
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(key.certificate());
    verifier.update(signed.toByteArray());
    assertThat(verifier.verify(signer.getEncryptedDigest().getOctets())).isTrue();
  }

  @Test
  void the_list_holds_the_certificate_alone() throws Exception {
    byte[] bytes = bytesOf(Variable.DB);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int list = TIME + buffer.getInt(TIME);
    byte[] certificate = key.certificate().getEncoded();
    assertThat(HexFormat.of().formatHex(bytes, list, list + 16))
        .as("EFI_CERT_X509_GUID")
        .isEqualTo("a159c0a5e494a74a87b5ab155c2bf072");
    assertThat(buffer.getInt(list + 16)).isEqualTo(bytes.length - list);
    assertThat(buffer.getInt(list + 20)).isZero();
    assertThat(buffer.getInt(list + 24)).isEqualTo(16 + certificate.length);
    assertThat(Arrays.copyOfRange(bytes, list + 28 + 16, bytes.length)).isEqualTo(certificate);
  }

  @Test
  void the_same_key_gives_the_same_bytes_and_they_are_read_back() throws Exception {
    SecureBootEnrolment made = SecureBootEnrolment.of(key);
    made.write(folder.resolve("enrol"));
    SecureBootEnrolment read = SecureBootEnrolment.read(folder.resolve("enrol"));
    for (Variable variable : Variable.values()) {
      assertThat(read.variables().get(variable))
          .isEqualTo(made.variables().get(variable))
          .isEqualTo(SecureBootEnrolment.of(key).variables().get(variable));
    }
  }

  @Test
  void what_is_no_such_variable_is_named() throws Exception {
    Path enrol = folder.resolve("enrol");
    SecureBootEnrolment.of(key).write(enrol);
    Path kek = enrol.resolve("KEK.auth");
    byte[] good = Files.readAllBytes(kek);
    for (byte[] bad :
        new byte[][] {
          {}, new byte[200], Arrays.copyOf(good, 60), Arrays.copyOf(good, 1 << 17),
        }) {
      Files.write(kek, bad);
      assertThatThrownBy(() -> SecureBootEnrolment.read(enrol))
          .isInstanceOf(KeyFolderException.class)
          .hasMessageContaining("KEK.auth cannot be used");
    }
    Files.delete(kek);
    assertThatThrownBy(() -> SecureBootEnrolment.read(enrol))
        .hasMessageContaining("there is no such file")
        .hasMessageContaining("holdfast keys secure-boot");
  }

  private byte[] bytesOf(Variable variable) throws Exception {
    return Objects.requireNonNull(SecureBootEnrolment.of(key).variables().get(variable));
  }
}
