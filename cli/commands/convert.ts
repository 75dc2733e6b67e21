import fs from 'node:fs';
import path from 'node:path';
import type { FlinkDeploymentResource } from '../../lib/api/apache/types';
import type { FlinkClusterResource } from '../../lib/api/flinkcluster/types';
import { toFlinkCluster } from '../../lib/convert/to-flink-cluster';
import { toFlinkDeployment } from '../../lib/convert/to-flink-deployment';
import { toTypeScript } from '../../lib/convert/to-typescript';
import { asText, isObject, withoutNulls } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { problem, type Problem } from '../../lib/problem';
import type { InputDocument } from '../input/documents';
import { systemError } from '../input/files';
import { EXIT, useColours, type Io } from '../io';
import { writeFiles, type OutputFile } from '../output-files';
import { hasErrors, type Diagnostic } from '../report/diagnostic';
import { human } from '../report/human';
import { toYaml } from '../yaml-output';
import { checkInput, type CheckedInput, type InputOptions } from './check';

/** Options of `convert`. */
export interface ConvertOptions extends InputOptions {
  /** What the resources become. */
  readonly to: 'FlinkDeployment' | 'FlinkCluster' | 'typescript';
  /** Folder to write to. @default - standard output */
  readonly outputDir?: string;
}

/** A resource of the input and what it becomes. */
interface Output {
  readonly document: InputDocument;
  readonly resource: JsonObject;
}

/** Name of the file with the code, in the folder that is written to. */
const CODE_FILE = 'flink-resources.ts';

/** `cdk8s-flink convert`: resources as another kind or as code; what that loses is told on standard error. */
export async function convert(options: ConvertOptions, io: Io): Promise<number> {
  const checked = await checkInput(options, io);
  const found = [...checked.diagnostics];
  if (!hasErrors(found)) {
    if (options.to === 'typescript') found.push(...writeCode(checked, options, io));
    else found.push(...writeResources(checked, options, options.to, io));
  }
  io.stderr(human(found, useColours(io, io.stderrIsTerminal)));
  return hasErrors(found) ? EXIT.badInput : EXIT.ok;
}

function writeResources(
  { input, context }: CheckedInput,
  options: ConvertOptions,
  to: 'FlinkDeployment' | 'FlinkCluster',
  io: Io,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const tell = ({ locate }: InputDocument, lost: readonly Problem[]) => found.push(...lost.map(locate));
  // Defaults that nobody named are those of a chart: they are the operator's business, not the cluster's.
  const operator = options.config === undefined ? undefined : context.operatorConfig;
  const outputs = input.documents.map((document): Output => {
    const { value } = document;
    const kind = flinkKind(value);
    // Nulls count as absent, as the rules have it.
    const resource = withoutNulls(value) as unknown;
    if (to === 'FlinkCluster' && kind === 'FlinkDeployment') {
      const converted = toFlinkCluster(resource as FlinkDeploymentResource, operator);
      tell(document, converted.lost);
      return { document, resource: converted.resource as unknown as JsonObject };
    }
    if (to === 'FlinkDeployment' && kind === 'FlinkCluster') {
      const converted = toFlinkDeployment(resource as FlinkClusterResource);
      tell(document, converted.lost);
      return { document, resource: converted.resource as unknown as JsonObject };
    }
    if (to === 'FlinkCluster' && kind !== undefined && kind !== to) {
      tell(document, [problem('NotConverted', ['kind'], { kind, target: to }, 'warning')]);
    }
    return { document, resource: value };
  });
  if (options.outputDir === undefined) io.stdout(toYaml(outputs.map(({ resource }) => resource)));
  else found.push(...writeFiles(options.outputDir, outputs.map(outputFile)));
  return found;
}

/** The kind of a resource of either Flink operator. */
function flinkKind({ apiVersion, kind }: JsonObject): string | undefined {
  return /^(flink\.apache\.org|flinkoperator\.k8s\.io)\//.test(asText(apiVersion)) ? asText(kind) : undefined;
}

function outputFile({ document, resource }: Output): OutputFile {
  const { kind, metadata } = resource;
  const { namespace, name } = isObject(metadata) ? metadata : {};
  const words = [kind, namespace, name].map(asText).filter((word) => word !== '');
  return { document, words, text: toYaml([resource]) };
}

function writeCode({ input }: CheckedInput, { outputDir }: ConvertOptions, io: Io): Diagnostic[] {
  const { text, lost } = toTypeScript(input.documents.map(({ value }) => value));
  const found = lost.flatMap(({ document, problem: p }) => input.documents[document]?.locate(p) ?? []);
  if (outputDir === undefined) {
    io.stdout(text);
    return found;
  }
  try {
    fs.mkdirSync(outputDir, { recursive: true });
    fs.writeFileSync(path.join(outputDir, CODE_FILE), text);
    return found;
  } catch (error) {
    return [{ file: outputDir, problem: problem('UnwritableFolder', [], { reason: systemError(error) }) }];
  }
}
