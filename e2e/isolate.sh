#!/usr/bin/env bash
# Runs a command in a network, mount and process namespace of its own: nothing in it is seen outside, and nothing outlives it.
#   isolate.sh COMMAND..     needs root
# Inside, the cache is at /mnt/cache, where processes without root's rights can read it too.
set -euo pipefail
cache=${MESHFENCE_E2E_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/meshfence-e2e}
export PATH=$PATH:/usr/sbin:/sbin

if [ "${1:-}" != --inside ]; then
  mkdir -p /run/netns
  if ! unshare --net --mount --pid --fork true; then
    echo 'e2e: this machine does not permit network namespaces (unshare): the suites cannot run here.' >&2
    exit 3
  fi
  exec unshare --net --mount --pid --fork --kill-child --mount-proc -- "${BASH_SOURCE[0]}" --inside "$@"
fi
shift
ip link set lo up
mount -t tmpfs tmpfs /run/netns
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/cache
mount --bind "$cache" /mnt/cache
export MESHFENCE_E2E_CACHE=/mnt/cache MESHFENCE_E2E_ISOLATED=1
# Not exec: the first process of a namespace has to reap the orphans of all others.
"$@"
