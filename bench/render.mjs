// How fast clusters are rendered, as ratios that hold on any machine.
//
//   npm run bench                                    builds, then measures dist
//   node --expose-gc bench/render.mjs [FOLDER]       measures the compiled code in FOLDER
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { deployment, props } from './cluster.mjs';
import { fieldsOnlyIn, sameContent, sameObjects } from './compare.mjs';
import { interleavedRates, median, spread } from './measure.mjs';
import { processTimes } from './process.mjs';
import { scaling } from './scale.mjs';
import { synthesized } from './synthesized.mjs';
import { withApiObjects } from './with-api-objects.mjs';
import { withLevel1 } from './with-level-1.mjs';
import { withLevel2 } from './with-level-2.mjs';

const dist = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '..', 'dist'));
const require = createRequire(import.meta.url);
const { ApiObject } = require('cdk8s');
const { BUILT_IN_OPERATOR_CONFIG, FlinkJobCluster, ManifestObject, renderResource } = require(dist);

const render = (document, resources) =>
  renderResource(document, { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources });

// Everything that a way is given is made before its time is taken.
const names = Array.from({ length: 100 }, (_, i) => `orders-${i}`);
const documents = names.map(deployment);
const expected = documents.map((document) => render(document, [document]));
const data = expected.map((objects) => objects.find(({ kind }) => kind === 'ConfigMap').data);
const given = names.map((name, i) => ({ name, document: documents[i], props: props(name), data: data[i] }));

const WAYS = {
  renderResource: ({ document }) => render(document, [document]),
  FlinkJobCluster: (input) => synthesized((chart) => new FlinkJobCluster(chart, 'cluster', input.props)),
  'ManifestObject, which they write with': ({ name, data }) => withApiObjects(ManifestObject, name, data),
  'cdk8s ApiObject': ({ name, data }) => withApiObjects(ApiObject, name, data),
  'cdk8s-plus-27 Kube*': ({ name, data }) => withLevel1(name, data),
  'cdk8s-plus-27': ({ name, data }) => withLevel2(name, data),
};

const targets = [];
function target(text, value, met) {
  targets.push(`${met ? 'ok    ' : 'missed'}  ${text}: ${value}`);
}

heading('The same objects');
let valid = true;
for (const [way, run] of Object.entries(WAYS)) {
  const equal = given.every((input, i) =>
    ['cdk8s-plus-27', 'FlinkJobCluster'].includes(way)
      ? sameObjects(run(input), expected[i])
      : sameContent(run(input), expected[i]),
  );
  valid &&= equal;
  print(way, equal ? `${expected[0].length} objects` : 'OTHER OBJECTS', difference(run(given[0])));
}

heading('Clusters a second', 'median', 'min .. max', 'relative');
const turns = Object.entries(WAYS).map(([way, run]) => [way, (call) => run(given[call % given.length])]);
const rates = interleavedRates(Object.fromEntries(turns), { rounds: 9, turnMs: 400, warmUpMs: 2000 });
const relative = (way, base) => median(rates[way].map((rate, round) => rate / rates[base][round]));
for (const way of Object.keys(WAYS)) {
  print(way, ...columns(rates[way]), `${relative(way, 'cdk8s-plus-27').toFixed(2)}x`);
}
for (const way of ['renderResource', 'FlinkJobCluster']) {
  const ratio = relative(way, 'cdk8s-plus-27');
  target(`${way} against cdk8s-plus-27, at least 5`, ratio.toFixed(2), ratio >= 5);
}

heading('Clusters a second by size of the input', 'median', 'min .. max');
const sizes = [100, 1_000, 10_000];
const scaled = scaling(render, { sizes, rounds: 5 });
for (const size of sizes) print(`${size} clusters`, ...columns(scaled.rates[size]));
const linearity = median(scaled.rates[10_000].map((rate, round) => rate / scaled.rates[1_000][round]));
target(
  'rate with 10,000 clusters against 1,000, 0.8 to 1.2',
  linearity.toFixed(2),
  linearity >= 0.8 && linearity <= 1.2,
);
if (scaled.heap === undefined) print('heap', 'not measured: node --expose-gc');
else {
  const { before, after } = scaled.heap;
  print('heap before, after', mebibytes(before), mebibytes(after));
  target('heap after 150,000 clusters against before, at most 1.1', (after / before).toFixed(2), after / before <= 1.1);
}

const bin = path.join(dist, 'bin', 'cdk8s-flink.js');
heading('Whole processes, ms', 'median', 'min .. max');
if (!existsSync(bin)) print('cdk8s-flink render', 'not measured: there is no bin/cdk8s-flink.js');
else {
  try {
    const times = processTimes(bin, 20);
    print('cdk8s-flink render -f FILE', ...columns(times.render, 1));
    print('node -e 0', ...columns(times.nothing, 1));
    const ratio = median(times.render) / median(times.nothing);
    target('cdk8s-flink render against node -e 0, below 2.5', ratio.toFixed(2), ratio < 2.5);
  } catch (error) {
    print('cdk8s-flink render', `not measured: ${error.message}`);
  }
}

console.log(`\nTargets\n${targets.map((line) => `  ${line}`).join('\n')}`);
if (!valid) {
  console.error('\nThe ways render different objects, so that the rates above mean nothing.');
  process.exitCode = 1;
}

function difference(objects) {
  const [added, missing] = [fieldsOnlyIn(objects, expected[0]), fieldsOnlyIn(expected[0], objects)];
  if (added.length + missing.length === 0) return 'equal content';
  return `${missing.length} of ${fieldsOnlyIn(expected[0], []).length} fields missing or other, ${added.length} added`;
}

function heading(text, ...titles) {
  console.log('');
  print(text, ...titles);
}

function print(first, ...others) {
  const last = others.pop() ?? '';
  const cells = others.map((cell) => cell.padStart(18));
  console.log(`${first.padEnd(40)}${cells.join('')}  ${last}`.trimEnd());
}

function columns(values, digits = 0) {
  const { median, min, max } = spread(values);
  return [median.toFixed(digits), `${min.toFixed(digits)} .. ${max.toFixed(digits)}`];
}

function mebibytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
