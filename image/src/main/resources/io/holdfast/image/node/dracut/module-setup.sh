#!/bin/bash
# dracut module: the initrd of a Holdfast release. It holds one shell script as process 1 and what
# that script calls; no systemd and no udev, which cost a small machine a third of its boot.

check() {
    return 0
}

depends() {
    return 0
}

installkernel() {
    # All of these on every image: the same release boots from any of these disks, and a medium made of it
    # asks at any of these keyboards.
    hostonly='' instmods \
        virtio_blk virtio_pci virtio_scsi sd_mod nvme ahci ata_piix usb_storage uas xhci_pci ehci_pci mmc_block \
        erofs dm_verity overlay ext4 vfat nls_cp437 nls_ascii nls_iso8859-1 sha256-ssse3 sha256_generic \
        efivarfs efi_pstore i6300esb iTCO_wdt sp5100_tco softdog loop isofs sr_mod \
        i8042 atkbd uhci_hcd ohci_pci usbhid hid_generic hyperv_keyboard
}

install() {
    inst_multiple sh mount umount veritysetup switch_root modprobe chroot blkid \
        mkdir sleep cat cp mv rm sync readlink tr grep mke2fs
    inst_simple "$moddir/init.sh" /init
}
