import { createRequire } from 'node:module';

const { App, Chart } = createRequire(import.meta.url)('cdk8s');

/** The objects of a new chart in a new app, by the steps that `App.synth` takes before it writes files. */
export function synthesized(fill) {
  const chart = new Chart(new App(), 'chart', { disableResourceNameHashes: true });
  fill(chart);
  return chart.toJson();
}
