// How fast clusters are rendered, as ratios that hold on any machine.
//
//   npm run bench                                    builds, then measures dist
//   node --expose-gc bench/render.mjs [FOLDER]       measures the compiled code in FOLDER
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { blueGreen, deployment, props } from './cluster.mjs';
import { fieldsOnlyIn, sameContent, sameObjects } from './compare.mjs';
import { flinkCluster, flinkClusterWithLevel2 } from './flink-cluster.mjs';
import { interleavedRates, median, spread } from './measure.mjs';
import { processTimes } from './process.mjs';
import { scaling } from './scale.mjs';
import { synthesized } from './synthesized.mjs';
import { withApiObjects } from './with-api-objects.mjs';
import { withGiven } from './with-given.mjs';
import { withLevel1 } from './with-level-1.mjs';
import { withLevel2 } from './with-level-2.mjs';

const dist = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '..', 'dist'));
const require = createRequire(import.meta.url);
const { ApiObject } = require('cdk8s');
const { BUILT_IN_OPERATOR_CONFIG, FlinkJobCluster, ManifestObject, renderResource } = require(dist);

const render = (document, resources) =>
  renderResource(document, { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources });

const BASE = 'cdk8s-plus-27';

/** What is rendered, and the ways to do it that are compared. Some ways cannot make equal content. */
const KINDS = [
  {
    kind: 'FlinkDeployment',
    document: deployment,
    ways: {
      renderResource: ({ document }) => render(document, [document]),
      FlinkJobCluster: ({ props }) => synthesized((chart) => new FlinkJobCluster(chart, 'cluster', props)),
      'ManifestObject, which they write with': ({ name, data }) => withApiObjects(ManifestObject, name, data),
      'cdk8s ApiObject': ({ name, data }) => withApiObjects(ApiObject, name, data),
      'cdk8s-plus-27 Kube*': ({ name, data }) => withLevel1(name, data),
      [BASE]: ({ name, data }) => withLevel2(name, data),
    },
    otherContent: ['FlinkJobCluster', BASE],
  },
  {
    kind: 'FlinkCluster',
    document: flinkCluster,
    ways: {
      renderResource: ({ document }) => render(document, [document]),
      'ManifestObject, which it writes with': ({ objects }) => withGiven(ManifestObject, objects),
      'cdk8s ApiObject': ({ objects }) => withGiven(ApiObject, objects),
      [BASE]: ({ name, data }) => flinkClusterWithLevel2(name, data),
    },
    otherContent: [BASE],
  },
  // A FlinkDeployment and its objects: whatever else makes those does the work of the first table.
  {
    kind: 'FlinkBlueGreenDeployment',
    document: blueGreen,
    ways: { renderResource: ({ document }) => render(document, [document]) },
    otherContent: [],
  },
];

const targets = [];
function target(text, value, met) {
  targets.push(`${met ? 'ok    ' : 'missed'}  ${text}: ${value}`);
}

// Everything that a way is given is made before its time is taken.
const names = Array.from({ length: 100 }, (_, i) => `orders-${i}`);
let valid = true;
for (const { kind, document, ways, otherContent } of KINDS) {
  const documents = names.map(document);
  const expected = documents.map((resource) => render(resource, [resource]));
  const given = names.map((name, i) => {
    const objects = expected[i];
    return { name, document: documents[i], props: props(name), objects, data: configMapOf(objects).data };
  });

  heading(`The same objects: ${kind}`);
  for (const [way, run] of Object.entries(ways)) {
    const same = otherContent.includes(way) ? sameObjects : sameContent;
    const equal = given.every((input) => same(run(input), input.objects));
    valid &&= equal;
    print(way, equal ? `${expected[0].length} objects` : 'OTHER OBJECTS', difference(run(given[0]), expected[0]));
  }

  heading(`${kind}s a second`, 'median', 'min .. max', 'relative');
  const turns = Object.entries(ways).map(([way, run]) => [way, (call) => run(given[call % given.length])]);
  const rates = interleavedRates(Object.fromEntries(turns), { rounds: 9, turnMs: 400, warmUpMs: 2000 });
  const relative = (way) => median(rates[way].map((rate, round) => rate / rates[BASE][round]));
  for (const way of Object.keys(ways)) {
    print(way, ...columns(rates[way]), rates[BASE] === undefined ? '' : `${relative(way).toFixed(2)}x`);
  }
  for (const way of ['renderResource', 'FlinkJobCluster']) {
    if (rates[BASE] === undefined || rates[way] === undefined) continue;
    target(`${kind}: ${way} against ${BASE}, at least 5`, relative(way).toFixed(2), relative(way) >= 5);
  }

  heading(`${kind}s a second by size of the input`, 'median', 'min .. max');
  const sizes = [100, 1_000, 10_000];
  const scaled = scaling(document, render, { sizes, rounds: 5 });
  for (const size of sizes) print(`${size}`, ...columns(scaled.rates[size]));
  const linearity = median(scaled.rates[10_000].map((rate, round) => rate / scaled.rates[1_000][round]));
  const linear = linearity >= 0.8 && linearity <= 1.2;
  target(`${kind}: rate with 10,000 against 1,000, 0.8 to 1.2`, linearity.toFixed(2), linear);
  if (scaled.heap === undefined) print('heap', 'not measured: node --expose-gc');
  else {
    const { before, after } = scaled.heap;
    print('heap before, after', mebibytes(before), mebibytes(after));
    const growth = after / before;
    target(`${kind}: heap after 150,000 against before, at most 1.1`, growth.toFixed(2), growth <= 1.1);
  }
}

const bin = path.join(dist, 'bin', 'cdk8s-flink.js');
heading('Whole processes, ms', 'median', 'min .. max');
if (!existsSync(bin)) print('cdk8s-flink render', 'not measured: there is no bin/cdk8s-flink.js');
else {
  try {
    const times = processTimes(bin, 20);
    print('node -e 0', ...columns(times.nothing, 1));
    for (const [kind, ms] of Object.entries(times.render)) {
      print(`cdk8s-flink render -f FILE, ${kind}`, ...columns(ms, 1));
      const ratio = median(ms) / median(times.nothing);
      target(`${kind}: cdk8s-flink render against node -e 0, below 2.5`, ratio.toFixed(2), ratio < 2.5);
    }
  } catch (error) {
    print('cdk8s-flink render', `not measured: ${error.message}`);
  }
}

console.log(`\nTargets\n${targets.map((line) => `  ${line}`).join('\n')}`);
if (!valid) {
  console.error('\nThe ways render different objects, so that the rates above mean nothing.');
  process.exitCode = 1;
}

function configMapOf(objects) {
  return objects.find(({ kind }) => kind === 'ConfigMap');
}

function difference(objects, expected) {
  const [added, missing] = [fieldsOnlyIn(objects, expected), fieldsOnlyIn(expected, objects)];
  if (added.length + missing.length === 0) return 'equal content';
  return `${missing.length} of ${fieldsOnlyIn(expected, []).length} fields missing or other, ${added.length} added`;
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
