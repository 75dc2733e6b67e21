import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { SUBMIT_SCRIPT } from '../../../../lib/render/flinkcluster/submit-script';

// The script itself runs, with a client of Flink and a JobManager of ours.

const ID = 'ec74209eb4e3db8ae72db00bd7a830aa';
const SUBMITTED = `echo "Job has been submitted with JobID ${ID}"`;

let folder: string;
let server: Server;
let statuses: number[];
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-flink-'));
  asked = [];
  statuses = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(statuses.shift() ?? 200).end('{"jobs":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly message: string;
}

/** Runs the script with everything but waiting. The folder that it runs in cannot be written. */
async function run(client: string, args: readonly string[], tools: Record<string, string> = {}): Promise<Outcome> {
  const flink = path.join(folder, 'flink');
  writeFileSync(flink, `#!/usr/bin/env bash\n${client}\n`);
  const messageFile = path.join(folder, 'message');
  writeFileSync(messageFile, '');
  const script = path.join(folder, 'submit-job.sh');
  const replaced = SUBMIT_SCRIPT.replaceAll('/opt/flink/bin/flink run "$@"', `"${flink}" run "$@"`)
    .replace('/dev/termination-log', messageFile)
    .replace('sleep 5', 'sleep 0');
  writeFileSync(script, replaced);
  chmodSync(flink, 0o755);
  const { port } = server.address() as AddressInfo;
  const env = { PATH: process.env.PATH ?? '', TMPDIR: '/nowhere', FLINK_JM_ADDR: `127.0.0.1:${port}`, ...tools };
  return new Promise((resolve) => {
    execFile('bash', [script, ...args], { env, cwd: '/' }, (error, stdout, stderr) => {
      expect(stderr).toBe('');
      const status = typeof error?.code === 'number' ? error.code : 0;
      resolve({ status, stdout, message: readFileSync(messageFile, 'utf8') });
    });
  });
}

it('is what bash understands', () => {
  expect(() => execFileSync('bash', ['-n'], { input: SUBMIT_SCRIPT })).not.toThrow();
});

it('submits after three good answers, and leaves id and output', async () => {
  statuses = [503, 200, 404, 200];
  const { status, stdout, message } = await run(`printf '<%s>' "$@"; echo; ${SUBMITTED}`, ['--class', 'A B', 'x.jar']);
  expect(asked).toEqual(Array(5).fill('GET /jobs'));
  expect(status).toBe(0);
  expect(stdout).toContain('<run><--class><A B><x.jar>\n');
  expect(stdout).toMatch(new RegExp(`JobID ${ID}\\n`));
  expect(parse(message)).toEqual({
    jobID: ID,
    message: [
      'Successfully submitted!',
      '/opt/flink/bin/flink run --class A B x.jar',
      '<run><--class><A B><x.jar>',
      `Job has been submitted with JobID ${ID}\n`,
    ].join('\n'),
  });
});

it.each<[client: string, status: number, jobID: string | undefined, first: string]>([
  [`${SUBMITTED}; exit 3`, 3, ID, 'Job failed with a non-zero exit code: 3'],
  ['echo no; exit 3', 1, undefined, 'Failed to submit.'],
  [
    'echo nothing to do',
    1,
    undefined,
    'The submitter finished successfully but there is no job id. Did you forget to execute the pipeline?',
  ],
  [`echo "Job has been submitted with JobID ${ID}" >&2`, 0, ID, 'Successfully submitted!'],
  [`${SUBMITTED}; echo "Job has been submitted with JobID 00"`, 0, ID, 'Successfully submitted!'],
  [`printf "Job has been submitted with JobID ${ID}"`, 0, ID, 'Successfully submitted!'],
])('ends for a client that does %j with %d', async (client, status, jobID, first) => {
  const outcome = await run(client, ['x.jar']);
  expect(outcome.status).toBe(status);
  const said = parse(outcome.message) as { jobID?: string; message: string };
  expect(said.jobID).toBe(jobID);
  expect(said.message.split('\n')[0]).toBe(first);
});

it('leaves no more than 4096 bytes, in whole lines', async () => {
  const { message, stdout } = await run(`${SUBMITTED}; for i in {1..500}; do echo "zeile $i: ä ü ö"; done`, ['x.jar']);
  expect(stdout).toContain('zeile 500: ä ü ö\n');
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4096);
  expect(Buffer.byteLength(message)).toBeGreaterThan(4000);
  expect(message).toMatch(/ä ü ö\n$/);
});

it('gives up when the JobManager never answers well', async () => {
  statuses = Array<number>(200).fill(500);
  const { status, message } = await run(SUBMITTED, ['x.jar']);
  expect(asked).toHaveLength(120);
  expect(status).toBe(1);
  expect((parse(message) as { message: string }).message).toMatch(
    /^Aborted submit because JobManager is unavailable\.\n/,
  );
}, 60_000);

it('asks without curl where there is none', async () => {
  statuses = [500];
  const tools = mkdtempSync(path.join(folder, 'tools-'));
  for (const tool of ['bash', 'head', 'sleep', 'timeout', 'env']) {
    symlinkSync(execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(), path.join(tools, tool));
  }
  const { status, stdout } = await run(SUBMITTED, ['x.jar'], { PATH: tools });
  expect(asked).toEqual(Array(4).fill('GET /jobs'));
  expect(stdout).toMatch(/jobs: HTTP\/1\.[01] 500 /);
  expect(status).toBe(0);
});

it('does not take a refused connection for an answer', async () => {
  const { stdout } = await run(SUBMITTED, ['x.jar'], { FLINK_JM_ADDR: '127.0.0.1:1' });
  expect(stdout).toContain('No JobManager after 120 tries.');
}, 60_000);
