import { renderResource } from '../../constructs/render-resource';
import { isKnownKind, type CheckContext } from '../../lib/api';
import { asText, isObject, own } from '../../lib/json';
import type { JsonObject } from '../../lib/manifest';
import { FlinkError, problem } from '../../lib/problem';
import type { InputDocument } from '../input/documents';
import { apiGroup, objectName } from '../input/load';
import { EXIT, useColours, type Io } from '../io';
import { hasErrors, type Diagnostic } from '../report/diagnostic';
import { human } from '../report/human';
import { writeFiles, type OutputFile } from '../output-files';
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
  const found = [...diagnostics];
  const outputs: Output[] = [];
  if (!hasErrors(found)) {
    for (const document of input.documents) {
      const result = objectsOf(document, context, options.lenient === true);
      if (result instanceof FlinkError) found.push(...result.problems.map(document.locate));
      else outputs.push({ document, objects: result });
    }
    found.push(...outputs.flatMap(withoutObjects), ...duplicateObjects(outputs));
  }
  if (!hasErrors(found)) {
    if (options.outputDir === undefined) io.stdout(toYaml(outputs.flatMap((output) => output.objects)));
    else found.push(...writeFiles(options.outputDir, outputs.filter((o) => o.objects.length > 0).map(outputFile)));
  }
  io.stderr(human(found, useColours(io, io.stderrIsTerminal)));
  return hasErrors(found) ? EXIT.badInput : EXIT.ok;
}

function objectsOf(document: InputDocument, context: CheckContext, lenient: boolean): JsonObject[] | FlinkError {
  if (!isKnownKind(document.value)) return [document.value];
  try {
    return renderResource(document.value, context, { lenient }) as unknown as JsonObject[];
  } catch (error) {
    if (error instanceof FlinkError) return error;
    throw error;
  }
}

function outputFile({ document, objects }: Output): OutputFile {
  const { kind, metadata } = document.value;
  const { namespace, name } = isObject(metadata) ? metadata : {};
  const words = [kind, namespace, name].filter((word) => typeof word === 'string' && word !== '');
  return { document, words: words.map(asText), text: toYaml(objects) };
}

/** Says why a resource is not in the output. */
function withoutObjects({ document, objects }: Output): Diagnostic[] {
  if (objects.length > 0) return [];
  const [kind = '', name = ''] = objectName(document).split(' ');
  const reason = own(WITHOUT_OBJECTS, kind) ?? 'the job is suspended';
  return [document.locate(problem('NoObjects', [], { kind, name, reason }, 'warning'))];
}

/** Why no resource of a kind has objects. */
const WITHOUT_OBJECTS: Readonly<Record<string, string>> = {
  FlinkSessionJob: 'it is submitted to its cluster over REST',
  FlinkStateSnapshot: 'it is taken by its job, which a controller asks for it over REST',
};

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
