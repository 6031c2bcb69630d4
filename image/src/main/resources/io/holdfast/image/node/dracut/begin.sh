#!/bin/sh
# What the script begins with that is process 1 of an initrd; the part of its own follows, and says
# what becomes of a failure: a function fail.

export PATH=/usr/bin:/usr/sbin
# No udev here to make device nodes; libdevmapper makes them itself.
export DM_DISABLE_UDEV=1

ROOT=/sysroot
RUN=/run/holdfast

say() {
    echo "holdfast: $*" >/dev/kmsg
}

mount_kernel_folders() {
    mount -t proc proc /proc
    mount -t sysfs sysfs /sys
    mount -t devtmpfs -o mode=0755 dev /dev
    mount -t tmpfs -o mode=0755,nosuid,nodev run /run
    mkdir -p $RUN
}

# The value of a word of the kernel's command line, the last one if there are several.
word() {
    value=
    read -r line </proc/cmdline
    for each in $line; do
        case $each in
        "$1"=*) value=${each#*=} ;;
        esac
    done
    echo "$value"
}

# Sets hash to that of the root which belongs to this kernel image.
read_root_hash() {
    hash=$(word roothash)
    case $hash in
    *[!0-9a-f]* | '') fail "the kernel's command line has no usable roothash" ;;
    esac
}

# Mounts the root image in data, which has the hash tree in tree. What it is given are options.
open_root() {
    veritysetup open "$data" root "$tree" "$hash" "$@" ||
        fail "dm-verity device corrupted: the root on $data does not match its signed hash"
    mount -t erofs -o ro /dev/mapper/root $ROOT || fail "the root on $data cannot be mounted"
}

# Lets the programs of the root see the kernel's folders and /run.
share_kernel_folders() {
    for folder in proc sys dev run; do
        mount --rbind /$folder $ROOT/$folder
    done
}
