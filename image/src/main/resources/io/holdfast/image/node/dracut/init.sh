
# A node's own part: opens the signed root, lays the writable folders over it, lets the agent settle
# trials, and hands over. It must work when everything behind it is broken, so it is short, decides
# little, and ends every failure in a kernel panic: the panic restarts the machine, leaves a crash
# record in the firmware, and the boot loader's count does the rest.

# Where COS_OEM is until there is a root to mount it in.
OEM=$RUN/oem
NODE=$OEM/holdfast
EFIVARS=/sys/firmware/efi/efivars
LOADER_GUID=4a67b082-0a4c-41cf-b6c7-440b29bb8c4f
# A disk that takes longer than this to appear is taken for missing (tenths of a second).
DISK_TENTHS=600
# Between two touches of the watchdog here lies at most the wait for the disk, or the agent's start.
WATCHDOG_SECONDS=120
# A longer list of folders that persist is no list.
MOST_FOLDERS=200

fail() {
    say "$*"
    sync
    # Process 1 ending is a kernel panic; panic= on the command line restarts the machine.
    exit 1
}

# The text of one of the loader's variables: four bytes of attributes, then UTF-16.
loader_variable() {
    [ -e "$EFIVARS/$1-$LOADER_GUID" ] || return 1
    tr -d '\000-\037' <"$EFIVARS/$1-$LOADER_GUID"
}

# 32 hexadecimal digits as a UUID.
as_uuid() {
    rest=$1
    uuid=
    for length in 8 4 4 4 12; do
        tail=$rest
        n=0
        while [ $n -lt $length ]; do
            tail=${tail#?}
            n=$((n + 1))
        done
        uuid=${uuid:+$uuid-}${rest%"$tail"}
        rest=$tail
    done
    echo "$uuid"
}

load_drivers() {
    modprobe -a efivarfs efi_pstore virtio_pci virtio_blk virtio_scsi nvme ahci sd_mod \
        erofs dm_verity overlay ext4 sha256-ssse3 2>/dev/null
    for watchdog in i6300esb iTCO_wdt sp5100_tco; do
        modprobe $watchdog heartbeat=$WATCHDOG_SECONDS 2>/dev/null
    done
    mount -t efivarfs efivarfs $EFIVARS
    mount -t pstore pstore /sys/fs/pstore
    touch_watchdog
}

# From its first touch on a machine that freezes is reset; systemd takes the watchdog over.
touch_watchdog() {
    [ -c /dev/watchdog0 ] && echo >/dev/watchdog0
}

# Sets disk to the folder in /sys of the disk that the loader was started from.
find_disk() {
    esp=$(loader_variable LoaderDevicePartUUID) || fail "the boot loader did not say which disk it used"
    esp=$(echo "$esp" | tr 'A-Z' 'a-z')
    tenths=0
    until device=$(blkid -o device -t PARTUUID="$esp"); do
        tenths=$((tenths + 1))
        [ $tenths -gt $DISK_TENTHS ] && fail "the disk with the boot partition $esp did not appear"
        sleep 0.1
    done
    disk=$(readlink -f "/sys/class/block/${device##*/}/..")
}

# Sets data, tree, oem and persistent to the disk's partitions.
find_partitions() {
    data= tree= oem= persistent=
    wanted_data=$(as_uuid "${hash%????????????????????????????????}")
    wanted_tree=$(as_uuid "${hash#????????????????????????????????}")
    if [ -z "$slot" ]; then
        for found in $(blkid -o device -t PARTUUID="$wanted_data"); do
            [ -e "$disk/${found##*/}" ] && data=$found
        done
        for found in $(blkid -o device -t PARTUUID="$wanted_tree"); do
            [ -e "$disk/${found##*/}" ] && tree=$found
        done
    fi
    for partition in "$disk"/*/uevent; do
        label= device=
        while IFS='=' read -r key value; do
            case $key in
            PARTNAME) label=$value ;;
            DEVNAME) device=/dev/$value ;;
            esac
        done <"$partition"
        case $label in
        COS_OEM) oem=$device ;;
        COS_PERSISTENT) persistent=$device ;;
        "holdfast-$slot") data=$device ;;
        "holdfast-$slot-verity") tree=$device ;;
        esac
    done
    [ -n "$data" ] && [ -n "$tree" ] || fail "no slot of this disk holds the root with hash $hash"
}

mount_root() {
    open_root --panic-on-corruption
    for folder in etc var; do
        mkdir -p $RUN/$folder/upper $RUN/$folder/work
        mount -t overlay -o "lowerdir=$ROOT/$folder,upperdir=$RUN/$folder/upper,workdir=$RUN/$folder/work" \
            overlay $ROOT/$folder || fail "/$folder cannot be laid over the root"
    done
}

problem() {
    say "$*"
    echo "$*" >>$RUN/problems
}

# Before the root is opened: if its first blocks are damaged, this boot gets no further, and the next one
# must find its name.
mount_oem() {
    mkdir -p $OEM
    mount -t ext4 -o noatime "$oem" $OEM || problem "COS_OEM cannot be mounted"
}

mount_what_persists() {
    mount --move $OEM $ROOT/oem || problem "COS_OEM cannot be moved to where it belongs"
    NODE=$ROOT/oem/holdfast
    [ -f $NODE/reset ] && reset
    if [ "$slot" = recovery ]; then
        # No user data is in reach; whoever logs in to repair has a home all the same.
        for folder in home root; do
            mount -t tmpfs -o size=16m,mode=0755 tmpfs $ROOT/$folder
        done
        return
    fi
    mount -t ext4 -o noatime "$persistent" $ROOT/usr/local || {
        problem "COS_PERSISTENT cannot be mounted"
        return
    }
    : >$RUN/persistent
    keep_listed $ROOT/usr/lib/holdfast/persistent
    keep_listed $NODE/persistent
}

# A reset was asked for; the mark's first line says of what. The mark goes last: if the power goes, all
# of it is done again from the start.
reset() {
    read -r what <$NODE/reset
    feed_watchdog &
    feeder=$!
    case " $what " in
    *" system "*) forget_system ;;
    *) forget_data ;;
    esac && case " $what " in
    *" configuration "*) forget_configuration ;;
    esac && sync && rm $NODE/reset && sync || problem "the next start tries the reset again"
    kill $feeder
}

# What persists gets a new, empty file system. That takes seconds whatever was there, and needs nothing
# of it to be whole.
forget_data() {
    say "reset: what persisted on this node is forgotten"
    mke2fs -q -F -t ext4 -m 0 -L COS_PERSISTENT "$persistent" </dev/null >/dev/kmsg 2>&1 || {
        problem "COS_PERSISTENT cannot be made anew"
        return 1
    }
}

# What the system itself lets persist, and all content; no file of a person or a program.
forget_system() {
    say "reset: what the system kept on this node is forgotten"
    mount -t ext4 -o noatime "$persistent" $ROOT/usr/local || {
        problem "COS_PERSISTENT cannot be mounted"
        return 1
    }
    for folder in etc/ssh var/lib/systemd var/log holdfast; do
        rm -rf "$ROOT/usr/local/.state/$folder"
    done
    umount $ROOT/usr/local
}

# Those beside the data are gone with it, or lie on the same partition.
forget_configuration() {
    say "reset: the configuration is forgotten"
    rm -rf $ROOT/oem/*.yaml $ROOT/oem/*.yml $NODE/configurations $NODE/persistent
    mount -t ext4 -o noatime "$persistent" $ROOT/usr/local || return 1
    rm -rf $ROOT/usr/local/cloud-config
    umount $ROOT/usr/local
}

# A large disk may take longer than the watchdog waits. One that hangs is reset all the same.
feed_watchdog() {
    fed=0
    while [ $fed -lt 30 ]; do
        touch_watchdog
        sleep 20
        fed=$((fed + 1))
    done
}

# Lets the folders of a list outlive the boot. A line that is wrong costs nothing but itself: the list
# may be the configuration's.
keep_listed() {
    [ -f "$1" ] && [ -f $RUN/persistent ] || return 0
    number=0
    while read -r path && [ $number -lt $MOST_FOLDERS ]; do
        number=$((number + 1))
        if may_persist "$path"; then
            keep "$path"
        else
            problem "line $number of ${1#$ROOT} is no folder that may persist"
        fi
    done <"$1"
}

# The same as PersistentFolder demands of a configuration; and no link on the way, which may lead anywhere.
may_persist() {
    case $1/ in
    / | *[!A-Za-z0-9/._@+-]* | *//* | */./* | */../* | /etc/ | /var/) return 1 ;;
    /bin/* | /boot/* | /dev/* | /efi/* | /lib/* | /lib32/* | /lib64/* | /libx32/*) return 1 ;;
    /oem/* | /proc/* | /run/* | /sbin/* | /sys/* | /tmp/* | /usr/*) return 1 ;;
    /*) ;;
    *) return 1 ;;
    esac
    part=$1
    while [ -n "$part" ]; do
        [ -L "$ROOT$part" ] && return 1
        part=${part%/*}
    done
}

# Lets one folder outlive the boot. Below /etc the release's own files show through what the node
# changed; elsewhere the folder is the node's alone, begun with what the release has.
keep() {
    while read -r other; do
        case $1/ in
        "$other"/*) return ;;
        esac
        case $other in
        "$1"/*)
            problem "$1 cannot be kept: $other in it is kept already"
            return
            ;;
        esac
    done <$RUN/persistent
    kept=$ROOT/usr/local/.state$1
    [ -d "$ROOT$1" ] || mkdir -p "$ROOT$1" || {
        problem "$1 cannot be kept: the release has no such folder, and cannot be written"
        return
    }
    case $1 in
    /etc/*)
        mkdir -p "$kept" "$ROOT/usr/local/.state/.work$1"
        mount -t overlay -o "lowerdir=$ROOT$1,upperdir=$kept,workdir=$ROOT/usr/local/.state/.work$1" \
            overlay "$ROOT$1" || {
            problem "$1 cannot be kept"
            return
        }
        ;;
    *)
        if [ ! -d "$kept" ]; then
            mkdir -p "${kept%/*}"
            rm -rf "$kept.new"
            cp -a "$ROOT$1" "$kept.new" && mv "$kept.new" "$kept"
        fi
        mount --bind "$kept" "$ROOT$1" || {
            problem "$1 cannot be kept"
            return
        }
        ;;
    esac
    echo "$1" >>$RUN/persistent
}

name_machine() {
    if [ ! -s $NODE/machine-id ]; then
        mkdir -p $NODE
        read -r id </proc/sys/kernel/random/uuid
        echo "$id" | tr -d '-' >$NODE/machine-id.new && mv $NODE/machine-id.new $NODE/machine-id
    fi
    cp $NODE/machine-id $ROOT/etc/machine-id
}

# What the node must find if this boot dies, and how long this boot may take.
prepare_trial() {
    entry=$(loader_variable LoaderEntrySelected)
    mkdir -p $NODE/marks
    [ -f $NODE/marks/boot ] && mv $NODE/marks/boot $NODE/marks/boot.before
    read -r boot_id </proc/sys/kernel/random/boot_id
    echo "$boot_id $entry" >$NODE/marks/boot
    if loader_variable LoaderBootCountPath >/dev/null; then
        : >$RUN/trial
        seconds=
        [ -f $NODE/deadline ] && read -r seconds <$NODE/deadline
        case $seconds in
        *[!0-9]* | '') ;;
        *)
            mkdir -p /run/systemd/system/holdfast-deadline.timer.d
            printf '[Timer]\nOnBootSec=\nOnBootSec=%ss\n' "$seconds" \
                >/run/systemd/system/holdfast-deadline.timer.d/50-this-trial.conf
            ;;
        esac
    fi
    sync
}

# A committed release whose root turned out to be damaged would panic at every start. If the last
# boot was of this same entry and died of that, the entry is set aside, and the loader takes the next.
set_aside_if_damaged() {
    [ -f $RUN/trial ] && return
    [ -f $NODE/marks/boot.before ] || return
    read -r id before <$NODE/marks/boot.before
    [ "$before" = "$entry" ] || return
    grep -q 'dm-verity device corrupted' /sys/fs/pstore/dmesg-* 2>/dev/null || return
    name=${entry%.conf}
    mkdir -p $RUN/esp
    modprobe -a vfat nls_cp437 nls_ascii nls_iso8859-1 2>/dev/null
    mount -t vfat "$(blkid -o device -t PARTUUID="$esp")" $RUN/esp || return
    if [ -f "$RUN/esp/loader/entries/$name.conf" ]; then
        say "the root of $name is damaged; it is set aside"
        mv "$RUN/esp/loader/entries/$name.conf" "$RUN/esp/loader/entries/$name+0-1.conf"
        umount $RUN/esp
        restart
    fi
    umount $RUN/esp
}

restart() {
    # Meant, so no sign of a crash loop.
    echo "$boot_id" >$NODE/marks/lived
    sync
    echo b >/proc/sysrq-trigger
    sleep 60
}

# The agent settles trials and applies the early part of the configuration.
run_agent() {
    share_kernel_folders
    chroot $ROOT /usr/lib/holdfast/early >$RUN/early.log 2>&1
    code=$?
    for folder in run dev sys proc; do
        umount -R -l $ROOT/$folder
    done
    cat $RUN/early.log >/dev/kmsg
    case $code in
    0) ;;
    10) restart ;;
    *)
        if [ -f $RUN/trial ]; then
            say "the agent of this release on trial cannot start (exit code $code)"
            cp $RUN/early.log $NODE/marks/agent
            echo "exit code $code" >>$NODE/marks/agent
            restart
        fi
        problem "the agent failed at the early start (exit code $code)"
        ;;
    esac
}

mount_kernel_folders
load_drivers
read_root_hash
slot=$(word holdfast.slot)
find_disk
find_partitions
mount_oem
prepare_trial
set_aside_if_damaged
mount_root
say "root mounted"
touch_watchdog
mount_what_persists
name_machine
say "agent starts"
touch_watchdog
run_agent
# What the configuration has added only now.
keep_listed $NODE/persistent
touch_watchdog
say "the root is verified and mounted"
exec switch_root $ROOT /usr/lib/systemd/systemd
fail "systemd cannot be started"
