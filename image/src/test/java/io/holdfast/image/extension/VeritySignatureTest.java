package io.holdfast.image.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.image.keys.KeyFolder;
import io.holdfast.image.keys.SecureBootKey;
import io.holdfast.release.Digest;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VeritySignatureTest {
  private static final String HASH = Digest.of(new byte[] {1}).hex();

  @TempDir Path folder;

  @Test
  void the_partition_holds_a_signature_over_the_root_hash_and_zeros() throws Exception {
    SecureBootKey key = KeyFolder.create(folder.resolve("keys"), null).secureBoot();
    byte[] partition = VeritySignature.partition(HASH, key);
    assertThat(partition).hasSize(VeritySignature.BYTES);
    int end = partition.length;
    while (partition[end - 1] == 0) {
      end--;
    }
    JsonObject json = Json.parseObject(Arrays.copyOf(partition, end), VeritySignature.BYTES);
    assertThat(json.string("rootHash")).isEqualTo(HASH);
    assertThat(json.string("certificateFingerprint"))
        .isEqualTo(Digest.of(key.certificate().getEncoded()).hex());
    byte[] signature = Base64.getDecoder().decode(json.string("signature"));
    assertThat(verifies(signature, HASH, key)).isTrue();
    SecureBootKey other = KeyFolder.create(folder.resolve("others"), null).secureBoot();
    assertThat(verifies(signature, HASH, other)).isFalse();
  }

  private static boolean verifies(byte[] signature, String hash, SecureBootKey key)
      throws Exception {
    CMSSignedData signed =
        new CMSSignedData(
            new CMSProcessableByteArray(hash.getBytes(StandardCharsets.US_ASCII)), signature);
    SignerInformation signer = signed.getSignerInfos().getSigners().iterator().next();
    assertThat(signer.getSignedAttributes()).as("the kernel knows none").isNull();
    return signer.verify(
        new JcaSimpleSignerInfoVerifierBuilder().build(key.certificate().getPublicKey()));
  }
}
