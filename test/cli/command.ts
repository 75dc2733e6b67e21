import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../cli/program';

/** What a command did. */
export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process, with a text for its standard input. */
export async function command(argv: readonly string[], input: string | Buffer = '', env = {}): Promise<Result> {
  let stdout = '';
  let stderr = '';
  const code = await run(argv, {
    stdin: (limit) => Promise.resolve(Buffer.from(input).subarray(0, limit)),
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    env,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
  });
  return { code, stdout, stderr };
}

/** A folder for a test file, removed after its tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A ConfigMap with more text behind it. */
export function configMap(name: string, rest = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;
}

/** A FlinkDeployment that is right. */
export function deployment(name: string, more: readonly string[] = []): string {
  const spec = [
    'image: flink:1.19',
    'flinkVersion: v1_19',
    'serviceAccount: flink',
    'jobManager: {resource: {memory: 1Gi, cpu: 1}}',
  ];
  spec.push(
    'taskManager: {resource: {memory: 1Gi, cpu: 1}}',
    'job: {jarURI: "local:///opt/job.jar", parallelism: 1, upgradeMode: stateless}',
    ...more,
  );
  const head = `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata:\n  name: ${name}\n  namespace: streams\n`;
  return `${head}spec:\n${spec.map((line) => `  ${line}\n`).join('')}`;
}
