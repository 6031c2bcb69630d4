
# The part of an installation medium: opens the medium's signed root, runs the installer in it, and
# says on the screen how that ended. After a failure it waits: to begin again by itself would only end
# the same way, and the message would be gone. Without a configuration the installer asks, at all
# consoles, and waits as long as nobody answers.

ORDER=/order
# A USB stick takes seconds to appear; a medium that takes longer than this is missing (tenths of a
# second).
MEDIUM_TENTHS=600

# Sets consoles to the names of the screen and the serial line; /dev/console is only one of the two.
find_consoles() {
    read -r consoles </sys/class/tty/console/active
}

# Everything goes to all of them.
show() {
    find_consoles
    for console in $consoles; do
        { printf '%s\n' "$*" >"/dev/$console"; } 2>/dev/null
    done
}

fail() {
    show "holdfast: $*"
    show "Nothing was installed, and nothing more happens until the machine is switched off."
    show "The medium may be damaged: write it again, or take another, and start from that."
    stay
}

stay() {
    while :; do
        sleep 3600
    done
}

# Each device names the driver it wants; those that an installed release boots with are here.
load_drivers() {
    modprobe -a -b -q $(cat /sys/bus/*/devices/*/modalias 2>/dev/null)
    modprobe -a -q sd_mod sr_mod loop isofs erofs dm_verity sha256-ssse3
}

find_medium() {
    label=$(word holdfast.medium)
    mkdir -p $RUN/medium
    tenths=0
    until mount_medium; do
        [ $((tenths % 10)) = 0 ] && load_drivers
        tenths=$((tenths + 1))
        [ $tenths -gt $MEDIUM_TENTHS ] && fail "the medium $label that this was started from did not appear"
        sleep 0.1
    done
    data=$RUN/medium/holdfast/root.erofs
    tree=$RUN/medium/holdfast/root.verity
}

mount_medium() {
    for device in $(blkid -o device -t LABEL="$label"); do
        mount -t iso9660 -o ro "$device" $RUN/medium 2>/dev/null && return
    done
    return 1
}

# Whether this medium has no configuration, and a person must say what the node is to be.
asks() {
    [ ! -f $ORDER/node.yaml ]
}

# A keyboard appears when its bus has been looked through, or when somebody plugs it in.
watch_for_keyboards() {
    while :; do
        load_drivers
        modprobe -a -q usbhid hid_generic atkbd
        sleep 2
    done
}

# Runs the installer, and leaves its exit code in code.
install() {
    share_kernel_folders
    mount -t tmpfs -o mode=0700 tmp $ROOT/tmp
    mkdir -p $RUN/work
    # What is fetched and made before it comes onto the disk; of a machine with 1 GiB, most of it.
    mount -t tmpfs -o mode=0700,size=80% work $RUN/work
    cp -r $ORDER $RUN/order
    set -- install --from $RUN/medium/repository
    keyboards=
    if asks; then
        find_consoles
        for console in $consoles; do
            set -- "$@" --ask-at "/dev/$console"
        done
        watch_for_keyboards 2>/dev/null &
        keyboards=$!
    else
        read -r disk <$ORDER/disk
        set -- "$@" --disk "$disk" --config $RUN/order/node.yaml
    fi
    for key in $RUN/order/trust/*; do
        set -- "$@" --trust "$key"
    done
    {
        HOLDFAST_CACHE=$RUN/work chroot $ROOT /usr/bin/holdfast "$@"
        echo $? >$RUN/code
    } 2>&1 | while IFS= read -r line; do
        show "$line"
    done
    read -r code <$RUN/code
    [ -z "$keyboards" ] || kill "$keyboards"
}

# $1 is one of the kernel's keys for what it does at once (Documentation/admin-guide/sysrq.rst).
leave() {
    sync
    echo "$1" >/proc/sysrq-trigger
    stay
}

mount_kernel_folders
read_root_hash
if asks; then
    show "Holdfast: this medium asks before it installs; it looks for its own files first."
else
    show "Holdfast: this medium installs by itself; it looks for its own files first."
fi
find_medium
open_root
show "Holdfast: the medium is verified; the installer starts."
install
if [ "$code" != 0 ]; then
    show "The installation failed (exit code $code); the lines above say why. Nothing more happens until the"
    if asks; then
        show "machine is switched off. Start from the medium again to answer anew."
    else
        show "machine is switched off. A certain disk is chosen by 'install: {device: /dev/NAME}' in the"
        show "configuration from which the medium is made."
    fi
    stay
fi
case $(word holdfast.then) in
restart)
    show "The machine restarts. Take the medium out, or let the firmware start from the disk first."
    leave b
    ;;
*)
    show "The machine is switched off. Take the medium out before it is switched on again."
    leave o
    ;;
esac
