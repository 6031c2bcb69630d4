package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;

/** One thing to be done to a machine. Doing it twice leaves the machine as doing it once. */
public sealed interface Action
    permits AuthorizeKeys,
        ChangeLayout,
        ChangePackages,
        CloneRepository,
        DeleteEntity,
        DownloadFile,
        EnsureEntity,
        EnsureUser,
        FirstBoot,
        LoadModule,
        MakeFolder,
        ReadDatasource,
        RunCommand,
        SetEnvironment,
        SetHostname,
        SetNameServers,
        SetSysctl,
        SetTimeServers,
        Systemctl,
        UnpackImage,
        WriteFile,
        WriteOverride {

  /** Where it was declared. */
  Place place();

  /** What it does, in a few words on one line and without secrets, for reports. */
  String describe();
}
