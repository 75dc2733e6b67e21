#!/usr/bin/env node
// Compares rendered Kubernetes objects with the expected ones, by meaning.
//
//   node compare.mjs EXPECTED ACTUAL [options]     each a YAML file, or a folder of them (same file names)
//
//   --yaml DIR          folder of the npm package "yaml", or a node_modules folder that has it (else NODE_PATH, else here)
//   --own PREFIX,...    labels and annotations whose key starts so are ours: not compared when only ACTUAL has them
//   --kinds K,...       compare these kinds only
//   --skip K,...        leave these kinds out, or objects: ConfigMap/autoscaler-*
//   --ignore REGEX      leave out paths that match ("Kind/name:path"); may be repeated
//   --strict            compare quantities as text ("1.0" is not "1"), and list order where it has no meaning
//   --summary           one line a file, no paths
//   --json              the result as JSON
//
// Not compared: status, server-set metadata, uid of owner references; the order of env, ports, volumes, mounts, containers
// (by name; initContainers keep their order). flink-conf.yaml and config.yaml in ConfigMaps are compared as key-value maps, other
// *.yaml entries as YAML. <uid>, <uuid>, <job-id>, <time>, <ip>, <port>, <n> in
// EXPECTED match any text, <the operator's default> (log files) any that is not empty. Exit status: 0 equal, 1 not, 2 usage.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const args = process.argv.slice(2);
const opt = { own: [], kinds: [], skip: [], ignore: [] };
const files = [];
for (let i = 0; i < args.length; i++) {
  const a = args[i];
  if (a === '--strict' || a === '--summary' || a === '--json') opt[a.slice(2)] = true;
  else if (a === '--yaml') opt.yaml = args[++i];
  else if (a === '--ignore') opt.ignore.push(new RegExp(args[++i]));
  else if (a === '--own' || a === '--kinds' || a === '--skip') opt[a.slice(2)] = args[++i].split(',').filter(Boolean);
  else if (a.startsWith('--')) usage(`unknown option ${a}`);
  else files.push(a);
}
if (files.length !== 2) usage('two files or folders are needed');
function usage(why) {
  console.error(
    `compare: ${why}\nusage: node compare.mjs EXPECTED ACTUAL [--yaml DIR] [--own PREFIX,...] [--kinds K,...] [--skip K,...] [--ignore REGEX] [--strict] [--summary] [--json]`,
  );
  process.exit(2);
}

const YAML = loadYaml();
function loadYaml() {
  const places = [
    opt.yaml,
    opt.yaml && path.dirname(opt.yaml),
    ...(process.env.NODE_PATH || '').split(path.delimiter),
    process.cwd(),
    import.meta.dirname,
  ].filter(Boolean);
  for (const p of places)
    for (const base of [path.join(p, 'x.js'), path.join(p, '..', 'x.js')])
      try {
        return createRequire(pathToFileURL(path.resolve(base)))('yaml');
      } catch {
        /* next place */
      }
  usage('npm package "yaml" not found: pass --yaml DIR or set NODE_PATH');
}

// ---- canonical form -------------------------------------------------------------------------------------------------
const SERVER = new Set(['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink']);
const BY_NAME = new Set([
  'env',
  'ports',
  'volumes',
  'containers',
  'initContainers',
  'imagePullSecrets',
  'volumeClaimTemplates',
]);
const SETS = /(owner\.reference|labels|annotations|node-selector|secretKeyRef|secrets)$/;
const named = (o) => o && typeof o === 'object' && (o.name ?? o.metadata?.name);

function canon(v, key, parents) {
  if (Array.isArray(v)) {
    const items = v.map((x) => canon(x, undefined, [...parents, key]));
    if (opt.strict) return items;
    if (key === 'volumeMounts') return keyed(items, (m) => m.mountPath);
    if (key === 'ports') return keyed(items, (p) => p.name ?? `${p.containerPort ?? p.port}/${p.protocol ?? 'TCP'}`);
    if (BY_NAME.has(key) && items.every(named)) {
      const out = keyed(items, named);
      if (key === 'initContainers' && items.length > 1) out['(order)'] = items.map(named).join(', ');
      return out;
    }
    return items;
  }
  if (v && typeof v === 'object') {
    const out = Object.create(null);
    for (const [k, x] of Object.entries(v)) {
      if (x === null || x === undefined) continue;
      if (key === 'metadata' && SERVER.has(k)) continue;
      if (parents.at(-1) === 'ownerReferences' && k === 'uid') continue;
      out[k] = canon(x, k, [...parents, key]);
    }
    return out;
  }
  if (
    !opt.strict &&
    ['requests', 'limits', 'minResources', 'sizeLimit', 'divisor'].some((q) => q === key || q === parents.at(-1))
  )
    return quantity(v);
  return v;
}
function keyed(items, name) {
  const out = Object.create(null);
  for (const x of items) {
    let k = String(name(x));
    while (k in out) k += "'";
    out[k] = x;
  }
  return out;
}
const UNITS = {
  '': 1,
  m: 1e-3,
  u: 1e-6,
  n: 1e-9,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
function quantity(v) {
  const m = /^([+-]?[0-9.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(String(v));
  return m && m[2] in UNITS ? `quantity ${+(Number(m[1]) * UNITS[m[2]]).toPrecision(15)}` : v;
}

/** A Flink configuration file as a flat map of strings. */
function flinkConf(text, nested) {
  const out = Object.create(null);
  const put = (k, v) => {
    out[k] = opt.strict || !SETS.test(k) ? String(v) : String(v).split(/[,;]/).sort().join(',');
  };
  if (nested) {
    try {
      const doc = YAML.parse(text);
      const walk = (v, k) => {
        if (Array.isArray(v)) put(k, v.join(';'));
        else if (v && typeof v === 'object') for (const [kk, x] of Object.entries(v)) walk(x, k ? `${k}.${kk}` : kk);
        else put(k, v ?? '');
      };
      if (doc && typeof doc === 'object') {
        walk(doc, '');
        return out;
      }
    } catch {
      /* flat lines that are not YAML */
    }
  }
  for (const line of text.split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue;
    const i = line.indexOf(': ');
    const [k, v] = i < 0 ? [line.replace(/:$/, ''), ''] : [line.slice(0, i), line.slice(i + 2)];
    put(k.trim(), v.trim().replace(/^(['"])(.*)\1$/, '$2'));
  }
  return out;
}

function canonObject(o) {
  const { status, ...rest } = o;
  const c = canon(rest, undefined, []);
  if (o.kind === 'ConfigMap' && o.data && !opt.strict)
    for (const [k, text] of Object.entries(o.data)) {
      if (typeof text !== 'string') continue;
      if (k === 'flink-conf.yaml' || k === 'config.yaml') c.data[k] = flinkConf(text, k === 'config.yaml');
      else if (/\.ya?ml$/.test(k))
        try {
          c.data[k] = canon(YAML.parse(text), k, []);
        } catch {
          /* as text */
        }
      else c.data[k] = text.replace(/[ \t]+$/gm, '').replace(/\n+$/, '');
    }
  return c;
}

// ---- differences ----------------------------------------------------------------------------------------------------
const leaf = (v) => v === null || typeof v !== 'object';
const matches = (e, a) => {
  if (e === a) return true;
  if (e === "<the operator's default>") return typeof a === 'string' && a !== '';
  if (typeof e === 'string' && /<(uid|uuid|job-id|time|ip|port|n)>/.test(e))
    return new RegExp(
      '^' +
        e
          .split(/<(?:uid|uuid|job-id|time|ip|port|n)>/)
          .map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('[^]+?') +
        '$',
    ).test(String(a));
  return false;
};
function* diff(e, a, p) {
  if (e === undefined || a === undefined) {
    const kind = e === undefined ? 'extra' : 'missing';
    const v = e === undefined ? a : e;
    if (
      kind === 'extra' &&
      opt.own.some((x) => p.at(-1)?.startsWith(x)) &&
      /^(labels|annotations|matchLabels)$/.test(p.at(-2) ?? '')
    )
      return;
    if (leaf(v) || !Object.keys(v).length) yield { kind, path: p, expected: e, actual: a };
    else for (const k of Object.keys(v)) yield* diff(e?.[k], a?.[k], [...p, k]);
  } else if (leaf(e) || leaf(a)) {
    if (!(leaf(e) && leaf(a) && matches(e, a))) yield { kind: 'different', path: p, expected: e, actual: a };
  } else for (const k of new Set([...Object.keys(e), ...Object.keys(a)])) yield* diff(e[k], a[k], [...p, k]);
}

const read = (file) =>
  YAML.parseAllDocuments(fs.readFileSync(file, 'utf8'), { maxAliasCount: -1 })
    .map((d) => d.toJS({ maxAliasCount: -1 }))
    .flatMap((d) => (d?.kind === 'List' ? d.items : d))
    .filter((d) => d?.kind);
const wanted = (o) =>
  (!opt.kinds.length || opt.kinds.includes(o.kind)) &&
  !opt.skip.some((s) => s === o.kind || (s.endsWith('*') ? id(o).startsWith(s.slice(0, -1)) : id(o) === s));
const id = (o) => `${o.kind}/${o.metadata?.name}`;
/** Namespaced when both sides say so; else by kind and name alone. */
function index(docs) {
  const m = new Map();
  for (const o of docs) {
    let k = id(o);
    if (m.has(k)) k = `${k} (${o.metadata.namespace})`;
    m.set(k, o);
  }
  return m;
}
function compare(expectedFile, actualFile) {
  const E = index(read(expectedFile).filter(wanted)),
    A = index(fs.existsSync(actualFile) ? read(actualFile).filter(wanted) : []);
  const result = {
    file: path.basename(expectedFile),
    objects: 0,
    equal: 0,
    missing: [],
    extra: [],
    differing: [],
    paths: { missing: 0, extra: 0, different: 0 },
  };
  for (const [k, e] of E) {
    result.objects++;
    const a = A.get(k);
    if (!a) {
      result.missing.push(k);
      continue;
    }
    const ce = canonObject(e),
      ca = canonObject(a);
    if (ca.metadata?.namespace === undefined) delete ce.metadata.namespace;
    const ds = [...diff(ce, ca, [])]
      .map((d) => ({ ...d, path: d.path.map((s) => (/[.\s]/.test(s) ? `[${s}]` : s)).join('.') }))
      .filter((d) => !opt.ignore.some((r) => r.test(`${k}:${d.path}`)));
    if (!ds.length) result.equal++;
    else {
      result.differing.push({ object: k, paths: ds });
      for (const d of ds) result.paths[d.kind]++;
    }
  }
  for (const k of A.keys()) if (!E.has(k)) result.extra.push(k);
  return result;
}

// ---- run ------------------------------------------------------------------------------------------------------------
const [E, A] = files;
if (!fs.existsSync(E)) usage(`${E} does not exist`);
const pairs = fs.statSync(E).isDirectory()
  ? fs
      .readdirSync(E)
      .filter((f) => /\.ya?ml$/.test(f) && !/\.cr\.ya?ml$/.test(f))
      .sort()
      .map((f) => [path.join(E, f), path.join(A, f)])
  : [[E, A]];
const results = pairs.map(([e, a]) => compare(e, a));
const short = (v) => {
  const s = leaf(v) ? JSON.stringify(v) : '{...}';
  return s === undefined ? '' : s.length > 160 ? s.slice(0, 157) + '...' : s;
};
const sum = (f) => results.reduce((n, r) => n + f(r), 0);
const totals = {
  files: results.length,
  objects: sum((r) => r.objects),
  equal: sum((r) => r.equal),
  missingObjects: sum((r) => r.missing.length),
  extraObjects: sum((r) => r.extra.length),
  differingObjects: sum((r) => r.differing.length),
  missingPaths: sum((r) => r.paths.missing),
  extraPaths: sum((r) => r.paths.extra),
  differentPaths: sum((r) => r.paths.different),
};
const same = totals.equal === totals.objects && !totals.extraObjects;
if (opt.json) console.log(JSON.stringify({ totals, results }, null, 2));
else {
  for (const r of results) {
    const clean = !r.missing.length && !r.extra.length && !r.differing.length;
    if (opt.summary || !clean)
      console.log(
        `${r.file}: ${r.equal}/${r.objects} equal, ${r.missing.length} missing, ${r.extra.length} extra, ${r.differing.length} differ (${r.paths.missing} paths missing, ${r.paths.extra} extra, ${r.paths.different} different)`,
      );
    if (opt.summary || clean) continue;
    for (const k of r.missing) console.log(`  - ${k}: missing`);
    for (const k of r.extra) console.log(`  + ${k}: extra`);
    for (const d of r.differing) {
      console.log(`  ~ ${d.object}`);
      for (const p of d.paths)
        console.log(
          p.kind === 'missing'
            ? `      - ${p.path}: ${short(p.expected)}`
            : p.kind === 'extra'
              ? `      + ${p.path}: ${short(p.actual)}`
              : `      ~ ${p.path}: ${short(p.expected)} -> ${short(p.actual)}`,
        );
    }
  }
  console.log(
    `total: ${totals.files} files, ${totals.objects} objects, ${totals.equal} equal, ${totals.missingObjects} missing, ${totals.extraObjects} extra, ${totals.differingObjects} differ; paths: ${totals.missingPaths} missing, ${totals.extraPaths} extra, ${totals.differentPaths} different`,
  );
}
process.exitCode = same ? 0 : 1;
