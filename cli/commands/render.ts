import fs from 'node:fs';
import path from 'node:path';
import { renderResource } from '../../constructs/render-resource';
import { isKnownKind } from '../../lib/api';
import { asText, isObject } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { problem } from '../../lib/problem';
import { systemError } from '../input/files';
import type { InputDocument } from '../input/documents';
import { apiGroup, objectName } from '../input/load';
import { EXIT, useColours, type Io } from '../io';
import { hasErrors, type Diagnostic } from '../report/diagnostic';
import { human } from '../report/human';
import { toYaml } from '../yaml-output';
import { checkInput, type InputOptions } from './check';

/** Options of `render`. */
export interface RenderOptions extends InputOptions {
  /** Folder to write to. @default - standard output */
  readonly outputDir?: string;
}

/** What a document of the input becomes. */
interface Output {
  readonly document: InputDocument;
  readonly objects: readonly JsonObject[];
}

/** `cdk8s-flink render`: the manifests of all resources; nothing when there is an error. */
export async function render(options: RenderOptions, io: Io): Promise<number> {
  const { input, context, diagnostics } = await checkInput(options, io);
  const report = (list: readonly Diagnostic[]) => io.stderr(human(list, useColours(io, io.stderrIsTerminal)));
  if (hasErrors(diagnostics)) {
    report(diagnostics);
    return EXIT.badInput;
  }
  const outputs = input.documents.map((document): Output => {
    if (!isKnownKind(document.value)) return { document, objects: [document.value] };
    const manifests = renderResource(document.value, context, { lenient: options.lenient === true });
    return { document, objects: manifests as unknown as JsonObject[] };
  });
  const collisions = duplicateObjects(outputs);
  report([...diagnostics, ...outputs.flatMap(withoutObjects), ...collisions]);
  if (hasErrors(collisions)) return EXIT.badInput;
  if (options.outputDir === undefined) {
    io.stdout(toYaml(outputs.flatMap((output) => output.objects)));
    return EXIT.ok;
  }
  return writeFiles(options.outputDir, outputs, report);
}

/** Says why a resource is not in the output. */
function withoutObjects({ document, objects }: Output): Diagnostic[] {
  if (objects.length > 0) return [];
  const [kind = '', name = ''] = objectName(document).split(' ');
  const reason = kind === 'FlinkSessionJob' ? 'it is submitted to its cluster over REST' : 'the job is suspended';
  return [document.locate(problem('NoObjects', [], { kind, name, reason }, 'warning'))];
}

/** Objects of different resources with one name would overwrite each other in the cluster. */
function duplicateObjects(outputs: readonly Output[]): Diagnostic[] {
  const first = new Map<string, InputDocument>();
  return outputs.flatMap(({ document, objects }) =>
    objects.flatMap((object) => {
      const metadata = isObject(object.metadata) ? object.metadata : {};
      const namespace = metadata.namespace ?? 'default';
      const group = apiGroup(object.apiVersion);
      const key = JSON.stringify([group, object.kind, namespace, metadata.name]);
      const other = first.get(key);
      first.set(key, other ?? document);
      if (other === undefined || other === document) return [];
      const name = `${asText(object.kind)} ${asText(namespace)}/${asText(metadata.name)}`;
      const from = `${objectName(other)} (${other.file}, document ${other.document})`;
      return [document.locate(problem('DuplicateObject', ['metadata', 'name'], { object: name, other: from }))];
    }),
  );
}

/** One file for each resource, named after its kind, namespace and name. */
function writeFiles(folder: string, outputs: readonly Output[], report: (list: readonly Diagnostic[]) => void): number {
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const { document, objects } of outputs) {
      if (objects.length === 0) continue;
      const name = objectName(document).toLowerCase().replace(/[ /]/g, '-');
      fs.writeFileSync(path.join(folder, `${name}.yaml`), toYaml(objects));
    }
    return EXIT.ok;
  } catch (error) {
    report([{ file: folder, problem: problem('UnwritableFolder', [], { reason: systemError(error) }) }]);
    return EXIT.badInput;
  }
}
