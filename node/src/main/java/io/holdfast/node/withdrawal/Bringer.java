package io.holdfast.node.withdrawal;

import io.holdfast.config.yaml.ConfigException;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.release.admission.NotAdmittedException;
import io.holdfast.release.admission.Vouched;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;

/** Brings what a repository vouches for to a node: at once, or by its queue. */
@FunctionalInterface
public interface Bringer {
  /**
   * Brings it, up to its trial.
   *
   * @param from the repository
   * @throws NotAdmittedException if it is refused; so the others, but for {@link IOException}
   * @throws IOException if it cannot be fetched or written; it may be later
   */
  Taken bring(Vouched to, String from)
      throws IOException,
          InterruptedException,
          NotAdmittedException,
          RefusedException,
          UntrustedException,
          ManifestException,
          ConfigException;
}
