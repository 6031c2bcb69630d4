package io.holdfast.image.inspect;

import io.holdfast.image.disk.ByteSize;
import io.holdfast.image.inspect.Inspection.Kind;
import io.holdfast.image.inspect.Inspection.Notes;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jsign.DigestAlgorithm;
import net.jsign.pe.PEFile;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/** Looks at a program that firmware starts: its sections, and who signed it (Authenticode). */
record EfiProgramInspection(ToolsTree tools, @Nullable X509Certificate certificate) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** What ukify(1) says of some sections; each has at most some kilobytes of text. */
  private static final int MAX_BYTES = 1 << 20;

  /**
   * In a PE header (Microsoft PE format): where its place is told, and where that of signatures.
   */
  private static final int HEADER_PLACE = 0x3c;

  private static final int SIGNATURES_PLACE = 168;

  private static final String ROOT_HASH = "roothash=";

  /** Of a kernel image that finds its slot by name. */
  private static final String SLOT = "holdfast.slot=";

  /**
   * What a kernel image starts.
   *
   * @param hash the root hash that it demands, in small letters
   * @param slot by name; empty for whichever holds this root
   */
  record Start(String hash, String slot) {}

  Inspection of(Path program) throws IOException, InterruptedException {
    Notes notes = new Notes();
    notes.fact("size", new ByteSize(Files.size(program)));
    describe(program, notes);
    signatures(program, notes);
    return notes.of(Kind.EFI_PROGRAM);
  }

  /** What a kernel image starts; null if it names no root, or is no kernel image. */
  @Nullable Start describe(Path program, Notes notes) throws IOException, InterruptedException {
    String json =
        tools
            .command(
                List.of(program),
                List.of(),
                List.of("ukify", "inspect", "--json=short", program.toString()))
            .within(LIMIT)
            .run()
            .output();
    try {
      JsonObject sections = Json.parseObject(json.getBytes(StandardCharsets.UTF_8), MAX_BYTES);
      for (String name : List.of(".osrel", ".cmdline", ".uname")) {
        if (sections.has(name)) {
          note(name, sections.object(name).string("text"), notes);
        }
      }
      for (String name : sections.values().keySet()) {
        JsonObject section = sections.object(name);
        if (section.has("sha256") && section.has("size")) {
          long bytes = section.number("size", 0, Long.MAX_VALUE);
          notes.fact(
              "section", name + ", " + new ByteSize(bytes) + ", " + section.string("sha256"));
        }
      }
      return sections.has(".cmdline") ? start(sections.object(".cmdline").string("text")) : null;
    } catch (JsonException e) {
      // A loader is no kernel image and has none of these sections.
      notes.fact("sections", "none of a unified kernel image");
      return null;
    }
  }

  private static void note(String section, String text, Notes notes) {
    switch (section) {
      case ".osrel" ->
          text.lines()
              .filter(line -> line.startsWith("PRETTY_NAME="))
              .forEach(line -> notes.fact("name", line.substring(12).replace("\"", "")));
      case ".cmdline" -> notes.fact("command line", text.strip());
      default -> notes.fact("kernel", text.strip());
    }
  }

  private static @Nullable Start start(String line) {
    String hash = "";
    String slot = "";
    for (String word : line.strip().split(" ", -1)) {
      if (word.startsWith(ROOT_HASH)) {
        hash = word.substring(ROOT_HASH.length()).toLowerCase(Locale.ROOT);
      } else if (word.startsWith(SLOT)) {
        slot = word.substring(SLOT.length());
      }
    }
    // A hash of another length is none of dm-verity's with SHA-256, and no slot's.
    return hash.matches("[0-9a-f]{64}") ? new Start(hash, slot) : null;
  }

  /** Whose signatures it has, and whether they are of its bytes. */
  void signatures(Path program, Notes notes) {
    List<CMSSignedData> signatures;
    try (FileChannel channel = FileChannel.open(program)) {
      int header = number(channel, HEADER_PLACE);
      long place = Integer.toUnsignedLong(number(channel, header + SIGNATURES_PLACE));
      long size = Integer.toUnsignedLong(number(channel, header + SIGNATURES_PLACE + 4));
      if (place + size > channel.size()) {
        throw new EOFException("its signature is cut off");
      }
    } catch (IOException | IllegalArgumentException e) {
      notes.problem("It is damaged: " + e.getMessage() + ".");
      return;
    }
    try (PEFile file = new PEFile(program.toFile())) {
      signatures = file.getSignatures();
      for (CMSSignedData signature : signatures) {
        verify(file, signature, notes);
      }
    } catch (IOException | RuntimeException e) {
      // The parsers of programs and signatures throw unchecked exceptions at damaged ones.
      notes.problem("It is damaged: " + e.getMessage() + ".");
      return;
    }
    if (signatures.isEmpty()) {
      notes.fact("signed by", "nobody");
      notes.problem("It is not signed: firmware with Secure Boot does not start it.");
    }
  }

  private static int number(FileChannel channel, int place) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, (long) place + bytes.position()) < 0) {
        throw new EOFException("it ends within its header");
      }
    }
    return bytes.getInt(0);
  }

  private void verify(PEFile file, CMSSignedData signature, Notes notes) throws IOException {
    ASN1Sequence signed =
        ASN1Sequence.getInstance(
            SignedData.getInstance(signature.toASN1Structure().getContent())
                .getEncapContentInfo()
                .getContent());
    boolean isOurs = false;
    for (SignerInformation signer : withContent(signature, signed).getSignerInfos()) {
      for (X509Certificate found : certificates(signature, signer)) {
        notes.fact("signed by", found.getSubjectX500Principal().getName());
        isOurs |= found.equals(certificate);
        if (!verifies(signer, found)) {
          notes.problem("Its signature is not that of the certificate in it.");
        }
      }
    }
    if (!isOfItsBytes(file, signed)) {
      notes.problem("It was altered after it was signed: firmware with Secure Boot refuses it.");
    }
    if (certificate != null && !isOurs) {
      notes.problem(
          "It was not signed by " + certificate.getSubjectX500Principal().getName() + ".");
    }
  }

  /** What is signed is the content without its outermost tag and length (Authenticode). */
  private static CMSSignedData withContent(CMSSignedData signature, ASN1Sequence content)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ASN1Encodable element : content) {
      bytes.write(element.toASN1Primitive().getEncoded(ASN1Encoding.DER));
    }
    try {
      return new CMSSignedData(
          new CMSProcessableByteArray(bytes.toByteArray()), signature.toASN1Structure());
    } catch (CMSException e) {
      throw new IOException("its signature cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<X509Certificate> certificates(
      CMSSignedData signature, SignerInformation signer) throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    try {
      for (X509CertificateHolder holder : signature.getCertificates().getMatches(null)) {
        if (signer.getSID().match(holder)) {
          found.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("A certificate in its signature is damaged: " + e.getMessage(), e);
    }
    return found;
  }

  private static boolean verifies(SignerInformation signer, X509Certificate certificate) {
    try {
      // Over the dates of the certificate firmware does not bother (UEFI 2.10, section 32.5.3.3).
      return signer.verify(
          new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()));
    } catch (CMSException | OperatorCreationException e) {
      return false;
    }
  }

  /** The signed content, SpcIndirectDataContent, holds the program's digest (Authenticode). */
  private static boolean isOfItsBytes(PEFile file, ASN1Sequence content) throws IOException {
    if (content.size() != 2) {
      return false;
    }
    DigestInfo info = DigestInfo.getInstance(content.getObjectAt(1));
    DigestAlgorithm algorithm = DigestAlgorithm.of(info.getAlgorithmId().getAlgorithm());
    return algorithm != null
        && MessageDigest.isEqual(file.computeDigest(algorithm), info.getDigest());
  }
}
