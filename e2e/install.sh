#!/usr/bin/env bash
# Gets the real components into a cache outside the checkout. Safe to run again: what is there is not built twice.
#   MESHFENCE_E2E_CACHE   where to (default: ~/.cache/meshfence-e2e)
# The first build of istioctl takes some ten minutes on two cores, most of it Istio's own dependencies.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${MESHFENCE_E2E_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/meshfence-e2e}
mkdir -p "$cache/bin"

if ! command -v go >/dev/null; then
  echo 'e2e: Go is needed to build istioctl, and there is none on PATH. Install Go 1.21 or newer and run this again.' >&2
  exit 3
fi

export CGO_ENABLED=0
flags=(-trimpath -tags vtprotobuf,disable_pgv -ldflags '-s -w')
sum=$(cat "$here/istio/go.mod" "$here/istio/go.sum" <(echo "${flags[@]}") | sha256sum | cut -d' ' -f1)
if [ -x "$cache/bin/istioctl" ] && [ "$(cat "$cache/bin/.istioctl.sum" 2>/dev/null)" = "$sum" ]; then exit 0; fi

echo 'e2e: building istioctl ..' >&2
started=$SECONDS
(cd "$here/istio" && go build "${flags[@]}" -o "$cache/bin/istioctl.new" istio.io/istio/istioctl/cmd/istioctl)
mv "$cache/bin/istioctl.new" "$cache/bin/istioctl"
echo "$sum" >"$cache/bin/.istioctl.sum"
echo "e2e: istioctl built in $((SECONDS - started)) s" >&2
