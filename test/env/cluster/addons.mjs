// What a cluster has beside Kubernetes' own programs, in its smallest form: cluster DNS (instead of CoreDNS) and a
// default StorageClass "standard" with hostPath volumes. Usage: addons.mjs PKI_DIR
import dgram from 'node:dgram';
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';

const address = '172.30.0.1';
const pki = (name) => readFileSync(`${process.argv[2]}/${name}`);
const agent = new https.Agent({ keepAlive: true });
const api = { host: address, port: 6443, ca: pki('ca.crt'), cert: pki('admin.crt'), key: pki('admin.key'), agent };

function request(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const req = https.request({ ...api, method, path, headers }, (res) => {
      let text = '';
      res.on('data', (d) => (text += d));
      res.on('end', () => (res.statusCode < 300 ? resolve(JSON.parse(text)) : reject(new Error(text))));
    });
    req.on('error', reject).end(body && JSON.stringify(body));
  });
}

// Reads one watch until it ends; calls back with every event.
function watch(path, onEvent) {
  return new Promise((resolve) => {
    const req = https.get({ ...api, path }, (res) => {
      let text = '';
      res.on('data', (d) => {
        const lines = (text + d).split('\n');
        text = lines.pop();
        for (const line of lines) {
          const event = JSON.parse(line);
          if (event.type === 'ERROR') return res.destroy();
          onEvent(event);
        }
      });
      res.on('close', resolve);
    });
    req.on('error', resolve);
  });
}

// Keeps a map of all objects of a collection, by namespace/name, for ever.
function mirror(path, onChange = () => {}) {
  const objects = new Map();
  const key = (o) => `${o.metadata.namespace}/${o.metadata.name}`;
  (async () => {
    for (;;) {
      try {
        const list = await request('GET', path);
        objects.clear();
        for (const item of list.items) {
          objects.set(key(item), item);
          onChange(item);
        }
        await watch(`${path}?watch=1&resourceVersion=${list.metadata.resourceVersion}`, ({ type, object }) => {
          if (type === 'DELETED') objects.delete(key(object));
          else {
            objects.set(key(object), object);
            onChange(object);
          }
        });
      } catch (e) {
        console.error(path, e.message);
        await new Promise((r) => setTimeout(r, 500));
      }
    }
  })();
  return objects;
}

// --- DNS: A records over UDP --------------------------------------------------------------------------------------

const services = mirror('/api/v1/services');
const slices = mirror('/apis/discovery.k8s.io/v1/endpointslices');
const zone = '.cluster.local';

// The addresses of a name; undefined when there is no such name.
function lookup(name) {
  if (!name.endsWith(zone)) return undefined; // no way out of this cluster
  const labels = name.slice(0, -zone.length).split('.');
  const kind = labels.pop();
  if (kind === 'pod')
    return labels.length === 2 && /^\d+(-\d+){3}$/.test(labels[0]) ? [labels[0].replaceAll('-', '.')] : undefined;
  const namespace = labels.pop();
  const service = services.get(`${namespace}/${labels.pop()}`);
  if (kind !== 'svc' || !service) return undefined;
  if (service.spec.clusterIP !== 'None') return labels.length ? undefined : [service.spec.clusterIP];
  // Headless: all ready endpoints, or the one with that host name.
  const found = [...slices.values()]
    .filter(
      (s) =>
        s.metadata.namespace === namespace &&
        s.metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name,
    )
    .flatMap((s) => s.endpoints ?? [])
    .filter((e) => e.conditions?.ready !== false)
    .flatMap((e) => e.addresses.map((ip) => ({ ip, host: e.hostname ?? ip.replaceAll('.', '-') })))
    .filter((e) => !labels.length || (labels.length === 1 && e.host === labels[0]))
    .map((e) => e.ip);
  return labels.length && !found.length ? undefined : [...new Set(found)];
}

const dns = dgram.createSocket('udp4');
dns.on('message', (query, from) => {
  const labels = [];
  let at = 12;
  while (query[at]) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]).toLowerCase());
    at += query[at] + 1;
  }
  const type = query.readUInt16BE(at + 1);
  const ips = lookup(labels.join('.'));
  // 28 records fit into the 512 bytes of plain DNS. Other types than A: the name exists, without such records.
  const answers = type === 1 ? (ips ?? []).slice(0, 28) : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8580 | (ips ? 0 : 3), 2); // response, authoritative, recursion; 3 is "no such name"
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  const records = answers.map((ip) =>
    Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, ...ip.split('.').map(Number)]),
  );
  dns.send(Buffer.concat([header, query.subarray(12, at + 5), ...records]), from.port, from.address);
});
dns.bind(53, address);

// --- default StorageClass -----------------------------------------------------------------------------------------

const storageClassName = 'standard';
const provisioner = 'cdk8s-flink/hostpath';
const ignore = (e) => console.error(e.message); // "already exists", "not found" after a re-list

await request('POST', '/apis/storage.k8s.io/v1/storageclasses', {
  metadata: { name: storageClassName, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner,
}).catch(ignore);

mirror('/api/v1/persistentvolumeclaims', async (claim) => {
  const { name, namespace, uid, deletionTimestamp } = claim.metadata;
  if (claim.spec.storageClassName !== storageClassName || claim.spec.volumeName || deletionTimestamp) return;
  const path = `/var/lib/volumes/${uid}`;
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o777); // fsGroup does not work on hostPath volumes
  await request('POST', '/api/v1/persistentvolumes', {
    metadata: { name: `pvc-${uid}`, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
    spec: {
      capacity: claim.spec.resources.requests,
      accessModes: claim.spec.accessModes,
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
      hostPath: { path },
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName,
    },
  }).catch(ignore);
});

mirror('/api/v1/persistentvolumes', async (volume) => {
  const { annotations, name } = volume.metadata;
  if (annotations?.['pv.kubernetes.io/provisioned-by'] !== provisioner || volume.status.phase !== 'Released') return;
  rmSync(volume.spec.hostPath.path, { recursive: true, force: true });
  await request('DELETE', `/api/v1/persistentvolumes/${name}`).catch(ignore);
});
