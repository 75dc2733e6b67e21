import { readFileSync } from 'node:fs';
import { Yaml } from 'cdk8s';
import {
  BUILT_IN_OPERATOR_CONFIG,
  checkResource,
  formatProblem,
  renderResource,
  type JsonObject,
} from '../../constructs';

// Renders the documents of standard input in whatever surroundings it is started, for determinism.test.ts.
const documents = JSON.parse(readFileSync(0, 'utf8')) as JsonObject[];
const context = { operatorConfig: BUILT_IN_OPERATOR_CONFIG, resources: documents };
const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
const output = documents.map((document) => {
  const problems = checkResource(document, context);
  const refused = problems.some((p) => p.severity === 'error');
  return [...problems.map(formatProblem), refused ? '' : Yaml.stringify(...renderResource(document, context))].join(
    '\n',
  );
});
process.stdout.write(JSON.stringify({ locale, timeZone, output: output.join('\n---\n') }));
