#!/bin/sh
# Runs the commands of standard input as root in the Debian folder SYSTEM, in a copy that is thrown away; LAYERS is an
# empty folder for it, SHARED is seen as /shared. There is no network. The X server of DISPLAY is the one outside.
# To be run in mount, process and network namespaces of its own.
set -e
mount -t tmpfs tmpfs "$LAYERS"
mkdir "$LAYERS/upper" "$LAYERS/work" "$LAYERS/root"
root=$LAYERS/root
mount -t overlay overlay -o "lowerdir=$SYSTEM,upperdir=$LAYERS/upper,workdir=$LAYERS/work" "$root"
mkdir -p "$root/shared" "$root/dev/pts" "$root/dev/shm" "$root/tmp/.X11-unix"
mount -t proc proc "$root/proc"
mount -t devpts devpts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
mount --bind "$SHARED" "$root/shared"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
install -m 644 "$XAUTHORITY" "$root/run/x-authority"
exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
  DISPLAY="$DISPLAY" XAUTHORITY=/run/x-authority sh
