#!/bin/bash
# Runs inside the cluster's namespaces (see "cluster"). First as pid 1: makes them look like a node, then becomes
# tini, which runs this file again ("servers") to start the programs. Needs from the environment: here (the folder of
# "cluster"), state, node (Node.js), cgroup, and the Kubernetes programs on the PATH.
set -euo pipefail
pki=$state/pki

make_node() {
  mount --make-rshared / # within this namespace, for pods with mountPropagation
  echo node >/proc/sys/kernel/hostname

  # Everything that the programs write goes to $state or to memory.
  local d
  mount -t tmpfs -o mode=755 tmpfs /run
  mount -t tmpfs -o mode=755 tmpfs /var/lib
  mkdir -p /run/netns /run/lock /run/cni
  for d in kubelet containerd volumes; do
    mkdir -p "$state/$d" "/var/lib/$d"
    mount --bind "$state/$d" "/var/lib/$d"
  done
  mount --bind "$state/log" /var/log # pods' logs too

  # The kubelet sets a few sysctls of the whole machine: give it plain files instead.
  local f mask
  for f in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys \
    kernel/keys/root_maxbytes; do
    mask=/run/sysctl/$f
    mkdir -p "$(dirname "$mask")"
    cat "/proc/sys/$f" >"$mask"
    mount --bind "$mask" "/proc/sys/$f"
  done

  # cgroup v1: one group of our own in every controller. The empty v2 "unified" tree would make tools guess "hybrid".
  umount /sys/fs/cgroup/unified 2>/dev/null || true
  for d in /sys/fs/cgroup/*/; do mkdir -p "$d$cgroup"; done
  for f in cpuset.cpus cpuset.mems; do cat "/sys/fs/cgroup/cpuset/$f" >"/sys/fs/cgroup/cpuset/$cgroup/$f"; done

  # The node's address is on a bridge without ports, because a loopback address is not accepted.
  echo 1 >/proc/sys/net/ipv4/ip_forward
  ip link set lo up
  ip link add node0 type bridge
  ip addr add 172.30.0.1/24 dev node0
  ip link set node0 up
  ip route add 10.96.0.0/16 dev node0 # lets programs on the node reach Services
  f=$(realpath -m /etc/resolv.conf) # may point into the hidden /run
  [ -e "$f" ] || { mkdir -p "$(dirname "$f")" && touch "$f"; }
  printf '%s\n' 'nameserver 172.30.0.1' 'search svc.cluster.local cluster.local' >/run/node-resolv.conf
  mount --bind /run/node-resolv.conf "$f"
}

# serve NAME [ARG...]: a program with its own log.
serve() { setsid "$@" >>"$state/log/$1.log" 2>&1 </dev/null & }

ctr() { command ctr --namespace k8s.io "$@"; }

containerd_up() {
  serve containerd --config "$here/containerd.toml"
  containerd=$!
  until ctr version >/dev/null 2>&1; do sleep 0.05; done
}

start_containerd() {
  local old image
  cp "$here/cni.conflist" /run/cni/
  rm -rf /var/lib/containerd/io.containerd.grpc.v1.cri
  containerd_up
  # Images are kept from run to run; containers of the last run are gone, only their records are left.
  mapfile -t old < <(ctr containers ls -q)
  if ((${#old[@]})); then
    ctr containers rm "${old[@]}" >/dev/null
    kill "$containerd"
    wait "$containerd" || true
    containerd_up
  fi
  for image in pause busybox; do
    ctr images import "$state/images/$image.tar" >>"$state/log/import.log" 2>&1
  done
  touch "$state/containerd-ready"
}

start_servers() {
  local kubeconfig=$state/kubeconfig etcd=http://127.0.0.1:2379 etcd_peer=http://127.0.0.1:2380
  # The data is thrown away: be quick.
  serve etcd --name=e --data-dir="$state/etcd" --log-level=warn --initial-cluster="e=$etcd_peer" \
    --listen-client-urls="$etcd" --advertise-client-urls="$etcd" --listen-peer-urls="$etcd_peer" \
    --initial-advertise-peer-urls="$etcd_peer" --unsafe-no-fsync --heartbeat-interval=50 --election-timeout=250
  serve kube-apiserver --etcd-servers="$etcd" --authorization-mode=Node,RBAC --allow-privileged=true \
    --bind-address=172.30.0.1 --advertise-address=172.30.0.1 --secure-port=6443 --cert-dir="$state" \
    --client-ca-file="$pki/ca.crt" --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$pki/sa.pub" --service-account-signing-key-file="$pki/sa.key" \
    --service-cluster-ip-range=10.96.0.0/16 --enable-admission-plugins=NodeRestriction \
    --kubelet-preferred-address-types=InternalIP --kubelet-certificate-authority="$pki/ca.crt" \
    --kubelet-client-certificate="$pki/admin.crt" --kubelet-client-key="$pki/admin.key"
  start_containerd

  # The others would only fail and wait before this.
  until kubectl --kubeconfig="$kubeconfig" get --raw /readyz >/dev/null 2>&1; do sleep 0.1; done
  touch "$state/apiserver-ready"
  serve kubelet --config="$state/kubelet.yaml" --kubeconfig="$pki/kubelet.kubeconfig" --hostname-override=node \
    --node-ip=172.30.0.1
  # The default rate of calls (20 a second) alone makes the start 5 s longer.
  serve kube-controller-manager --kubeconfig="$kubeconfig" --leader-elect=false --root-ca-file="$pki/ca.crt" \
    --use-service-account-credentials=true --service-account-private-key-file="$pki/sa.key" \
    --flex-volume-plugin-dir="$state/flexvolume" --kube-api-qps=500 --kube-api-burst=1000 --node-monitor-period=2s
  serve kube-scheduler --kubeconfig="$kubeconfig" --leader-elect=false
  # Connection tracking limits belong to the machine, not to this namespace: 0 leaves them alone.
  serve kube-proxy --kubeconfig="$kubeconfig" --hostname-override=node --proxy-mode=iptables \
    --cluster-cidr=10.244.0.0/24 --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0 \
    --conntrack-tcp-timeout-close-wait=0 --oom-score-adj=0 --iptables-min-sync-period=0s
  setsid "$node" "$here/addons.mjs" "$pki" >>"$state/log/addons.log" 2>&1 </dev/null &
  wait # for ever: the cluster ends by its pid 1
}

case ${1:-} in
  servers) start_servers ;;
  *) make_node; exec tini -s -- bash "$0" servers ;;
esac
