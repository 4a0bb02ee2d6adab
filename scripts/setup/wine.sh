#!/bin/sh
# Runs a program in the Debian folder SYSTEM, whose standard output and error go to the file OUTPUT: Windows' Node
# cannot open a Linux pipe under Wine. With LAYERS, an empty folder, the program sees a copy of SYSTEM that is thrown
# away, with a copy of CHECKOUT as /app, its packages those in MODULES, and the folder RESULTS itself as /results.
# To be run in mount and process namespaces of its own, which take all mounts and processes with them.
set -e

# layered FOLDER AT: shows FOLDER at AT; what is written there goes to memory.
layered() {
  count=$((count + 1))
  mkdir "$LAYERS/upper-$count" "$LAYERS/work-$count"
  mount -t overlay overlay -o "lowerdir=$1,upperdir=$LAYERS/upper-$count,workdir=$LAYERS/work-$count" "$2"
}

if [ -n "$LAYERS" ]; then
  count=0
  mount -t tmpfs tmpfs "$LAYERS"
  mkdir "$LAYERS/system"
  layered "$SYSTEM" "$LAYERS/system"
  SYSTEM=$LAYERS/system
  layered "$CHECKOUT" "$SYSTEM/app"
  layered "$MODULES" "$SYSTEM/app/node_modules"
  mount --bind "$RESULTS" "$SYSTEM/results"
fi
mount -t proc proc "$SYSTEM/proc"

# Without a UTF-8 locale Wine does not find names with accents.
exec chroot "$SYSTEM" env -i --chdir=/app PATH=/usr/bin:/bin HOME=/root LANG=C.UTF-8 XDG_RUNTIME_DIR=/tmp \
  WINEPREFIX=/prefix WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= "$@" </dev/null >"$OUTPUT" 2>&1
