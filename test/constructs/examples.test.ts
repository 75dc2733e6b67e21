import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import { examples } from '../../apps/examples';

// What the examples become. A change in these files restarts the jobs of everybody who upgrades, so it needs a reason.
const FOLDER = path.join(__dirname, '..', 'golden', 'examples');

/** `UPDATE_GOLDEN=1 npm test` writes the files anew; read what has changed before you commit them. */
const update = process.env.UPDATE_GOLDEN === '1';

const app = new App();
examples(app);
const charts = app.node.findAll().filter<Chart>((node): node is Chart => Chart.isChart(node));
// The environments of the platform differ in a few words.
const cases = charts
  .filter(({ node }) => !/platform-(dev|staging)/.test(node.id))
  .map((chart) => ({
    file: `${chart.node.id}.yaml`,
    text: Yaml.stringify(...(chart.toJson() as unknown[])),
  }));

beforeAll(() => {
  if (update) for (const file of readdirSync(FOLDER)) rmSync(path.join(FOLDER, file));
});

it.each(cases)('the example $file becomes what is in the golden file', ({ file, text }) => {
  const golden = path.join(FOLDER, file);
  if (update) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});

it('has no golden file without an example', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(cases.map(({ file }) => file).sort());
});
