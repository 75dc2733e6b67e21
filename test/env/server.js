'use strict';
// A Kubernetes API server without nodes: etcd and kube-apiserver on free loopback ports, with RBAC.

const { execFileSync, spawn } = require('node:child_process');
const { generateKeyPairSync } = require('node:crypto');
const fs = require('node:fs');
const https = require('node:https');
const net = require('node:net');
const path = require('node:path');

const PROGRAMS = ['kube-apiserver', 'etcd'];
const MARKER = '.cdk8s-flink-api-server';
const READY_TIMEOUT_MS = 120_000;

/**
 * The directory with `etcd`, `kube-apiserver` and `kubectl`: `KUBEBUILDER_ASSETS`, or what `build-kube` builds once.
 * @returns {string}
 */
function assets() {
  const given = process.env.KUBEBUILDER_ASSETS;
  if (!given) {
    const stdio = ['ignore', 'pipe', 'inherit'];
    return execFileSync(path.join(__dirname, 'build-kube'), { stdio, encoding: 'utf8' }).trim();
  }
  const missing = PROGRAMS.find((name) => !fs.existsSync(path.join(given, name)));
  if (missing) throw new Error(`KUBEBUILDER_ASSETS has no ${missing}: ${given}`);
  return path.resolve(given);
}

/**
 * Starts a server that keeps everything in `dir`; one that runs there is stopped. When it fails, the logs stay.
 * @param {string} dir
 * @returns {Promise<string>} the path of the kubeconfig of a cluster administrator, all data inside the file
 */
async function start(dir) {
  const bin = assets();
  stop(dir);
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  fs.writeFileSync(path.join(dir, MARKER), '');
  const file = (name) => path.join(dir, name);
  try {
    selfSigned(dir, 'server', '/CN=kube-apiserver', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1');
    selfSigned(dir, 'admin', '/O=system:masters/CN=admin');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    fs.writeFileSync(file('sa.key'), privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });

    const [client, peer, port] = await freePorts(3);
    const etcdUrl = `http://127.0.0.1:${client}`;
    const peerUrl = `http://127.0.0.1:${peer}`;
    const servers = [
      serve(dir, path.join(bin, 'etcd'), [
        ...['--name=e', `--data-dir=${file('etcd')}`, '--log-level=warn', `--initial-cluster=e=${peerUrl}`],
        ...[`--listen-client-urls=${etcdUrl}`, `--advertise-client-urls=${etcdUrl}`],
        ...[`--listen-peer-urls=${peerUrl}`, `--initial-advertise-peer-urls=${peerUrl}`],
        // The data is thrown away: be quick.
        ...['--unsafe-no-fsync', '--heartbeat-interval=50', '--election-timeout=250'],
      ]),
      serve(dir, path.join(bin, 'kube-apiserver'), [
        ...[`--etcd-servers=${etcdUrl}`, '--authorization-mode=RBAC', '--allow-privileged=true'],
        ...['--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--secure-port=${port}`],
        ...[`--tls-cert-file=${file('server.crt')}`, `--tls-private-key-file=${file('server.key')}`],
        // A certificate that signed itself is the authority of just that one user.
        `--client-ca-file=${file('admin.crt')}`,
        '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
        ...[`--service-account-key-file=${file('sa.key')}`, `--service-account-signing-key-file=${file('sa.key')}`],
        // Nobody makes the "default" service accounts that Pods would be given.
        ...['--service-cluster-ip-range=10.96.0.0/16', '--disable-admission-plugins=ServiceAccount'],
        // No "kubernetes" endpoint: a loopback address is not a valid one.
        '--endpoint-reconciler-type=none',
      ]),
    ];
    await ready(dir, port, servers);
    fs.writeFileSync(file('kubeconfig'), kubeconfig(dir, port), { mode: 0o600 });
    return file('kubeconfig');
  } catch (error) {
    kill(dir);
    throw error;
  }
}

/**
 * Stops the server of `dir`, if one runs, and removes the directory.
 * @param {string} dir
 */
function stop(dir) {
  if (!fs.existsSync(dir)) return;
  if (!fs.existsSync(path.join(dir, MARKER)) && fs.readdirSync(dir).length > 0) {
    throw new Error(`${dir} holds other things than an API server`);
  }
  kill(dir);
  fs.rmSync(dir, { recursive: true, force: true });
}

/** Nothing needs a graceful end: the data goes with it. */
function kill(dir) {
  for (const name of PROGRAMS) {
    const pidFile = path.join(dir, `${name}.pid`);
    if (!fs.existsSync(pidFile)) continue;
    const pid = Number(fs.readFileSync(pidFile, 'utf8'));
    if (isOurs(pid, dir)) process.kill(pid, 'SIGKILL');
    while (isOurs(pid, dir)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    fs.rmSync(pidFile);
  }
}

/** A pid of an earlier run counts only while its command line has our directory: pids are used again. */
function isOurs(pid, dir) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${dir}/`);
  } catch {
    return false;
  }
}

/** Makes NAME.crt and NAME.key. */
function selfSigned(dir, name, subject, ...extra) {
  const out = ['-keyout', path.join(dir, `${name}.key`), '-out', path.join(dir, `${name}.crt`)];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    execFileSync('openssl', ['req', '-x509', ...key, '-days', '365', '-subj', subject, ...out, ...extra], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    throw new Error(error.code === 'ENOENT' ? 'openssl is needed' : `openssl failed: ${lastLine(`${error.stderr}`)}`);
  }
}

/** A program with a log and a pid file, which outlives the caller. */
function serve(dir, program, args) {
  const name = path.basename(program);
  const log = fs.openSync(path.join(dir, `${name}.log`), 'w');
  const child = spawn(program, args, { stdio: ['ignore', log, log], detached: true });
  fs.closeSync(log);
  child.on('error', () => {}); // without a pid it counts as ended
  child.unref();
  if (child.pid !== undefined) fs.writeFileSync(path.join(dir, `${name}.pid`), String(child.pid));
  return { name, ended: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null };
}

async function ready(dir, port, servers) {
  const [ca, cert, key] = ['server.crt', 'admin.crt', 'admin.key'].map((f) => fs.readFileSync(path.join(dir, f)));
  const deadline = Date.now() + READY_TIMEOUT_MS;
  const probe = () =>
    new Promise((resolve) => {
      const options = { host: '127.0.0.1', port, path: '/readyz', ca, cert, key, agent: false, timeout: 1_000 };
      const request = https.get(options, (answer) => resolve(answer.resume().statusCode === 200));
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(false));
    });
  while (!(await probe())) {
    const ended = servers.find((server) => server.ended());
    if (ended) {
      const log = path.join(dir, `${ended.name}.log`);
      throw new Error(`${ended.name} ended: ${lastLine(fs.readFileSync(log, 'utf8'))} (${log})`);
    }
    if (Date.now() > deadline) throw new Error(`not ready after ${READY_TIMEOUT_MS / 1000} s, see ${dir}/*.log`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function lastLine(text) {
  return text.trim().split('\n').at(-1);
}

async function freePorts(count) {
  const servers = Array.from({ length: count }, () => net.createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** JSON is YAML, so every client reads it. */
function kubeconfig(dir, port) {
  const data = (name) => fs.readFileSync(path.join(dir, name)).toString('base64');
  const cluster = { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': data('server.crt') };
  const user = { 'client-certificate-data': data('admin.crt'), 'client-key-data': data('admin.key') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'admin', user }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    'current-context': 'test',
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

module.exports = { assets, start, stop };
