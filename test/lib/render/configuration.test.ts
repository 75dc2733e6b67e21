import fc from 'fast-check';
import { parse } from 'yaml';
import { BUILT_IN_OPERATOR_CONFIG, checkDeployment } from '../../../lib/api';
import { toModel } from '../../../lib/api/apache/to-model';
import { parseMap } from '../../../lib/flink/config';
import type { JsonObject, Manifest } from '../../../lib/manifest';
import { firstLaunch, type Launch } from '../../../lib/model/launch';
import { renderCluster } from '../../../lib/render/cluster';
import { anyText } from '../json-tools';
import { application, asDeployment, session, type Changes } from '../resources';

const modelOf = (document: JsonObject) => {
  expect(checkDeployment(document, BUILT_IN_OPERATOR_CONFIG).problems).toEqual([]);
  return toModel(asDeployment(document), BUILT_IN_OPERATOR_CONFIG);
};

function render(document: JsonObject, launch?: Partial<Launch>): Manifest[] {
  const model = modelOf(document);
  return renderCluster(model, { ...firstLaunch(model), ...launch }).map((r) => r.manifest);
}

/** The lines of `flink-conf.yaml`, or the one tree of `config.yaml`. */
function file(manifests: readonly Manifest[]): { lines: string[]; tree: unknown } {
  const data = manifests[0]?.data as Record<string, string>;
  return { lines: (data['flink-conf.yaml'] ?? '').split('\n'), tree: parse(data['config.yaml'] ?? '') };
}

describe('annotations among the options', () => {
  const name = fc.stringMatching(/^[a-z]{1,4}(\.[a-z]{1,3}\/[a-z]{1,3})?$/);
  const value = fc.oneof(anyText, fc.constantFrom('a,b', '{"a":1,"b":[2,3]}', `it's, "x"`, 'a;b', ',', 'k:v,l:w'));
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

  it('arrive as they are, on the JobManager and in the file that it reads', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (annotations) => {
        const option = Object.entries(annotations).map(([key, value]) => quoted(`${key}:${quoted(value)}`));
        const flinkConfiguration = { 'kubernetes.jobmanager.annotations': option.join(',') };
        const manifests = render(session({ flinkVersion: 'v2_0', flinkConfiguration }));
        const expected = { ...annotations, 'flinkdeployment.flink.apache.org/generation': '1' };
        const deployment = manifests.find((m) => m.kind === 'Deployment');
        expect(deployment?.metadata.annotations).toEqual(expected);
        const written = (file(manifests).tree as { kubernetes: { jobmanager: { annotations: string } } }).kubernetes;
        expect(Object.fromEntries(parseMap(written.jobmanager.annotations))).toEqual(expected);
      }),
    );
  });
});

describe('the arguments of a job', () => {
  const args = ['--query', 'SELECT 1;\nrest.port: 1', '#', ''];
  const key = '$internal.application.program-args';

  it.each<[string, string, boolean]>([
    ['standalone', 'v1_20', false],
    ['standalone', 'v2_0', true],
    ['native', 'v2_0', true],
  ])('with line breaks, %s, %s: in the file %s', (mode, flinkVersion, there) => {
    const manifests = render(application({ args }, { mode, flinkVersion }));
    const { lines, tree } = file(manifests);
    expect(lines.some((line) => line.startsWith(key) || line.startsWith('rest.port'))).toBe(false);
    const actual = (tree as { $internal: { application: JsonObject } } | null)?.$internal.application['program-args'];
    expect(actual).toEqual(there ? args : undefined);
    const pod = manifests.find((m) => m.kind === 'Deployment')?.spec as {
      template: { spec: { containers: JsonObject[] } };
    };
    if (mode === 'standalone') expect(pod.template.spec.containers[0]?.args).toEqual(['standalone-job', ...args]);
  });

  it('without them are in the older file too', () => {
    const { lines } = file(render(application({ args: ['a', 'b;c'] }, { mode: 'standalone' })));
    expect(lines).toContain(`${key}: a;'b;c'`);
  });
});

describe('the first launch', () => {
  const launch = (spec: Changes = {}, metadata: Changes = {}) => firstLaunch(modelOf(session(spec, metadata)));

  it('has ids of the right form, which are the same every time', () => {
    const first = launch();
    expect(first.jobId).toMatch(/^[0-9a-f]{32}$/);
    expect(first.resultStoreId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(launch({ image: 'another' })).toEqual(first);
  });

  it('has other ids for another cluster', () => {
    const all = [launch(), launch({}, { name: 'other' }), launch({}, { namespace: 'other' })];
    expect(new Set(all.map((l) => l.jobId)).size).toBe(3);
    expect(new Set(all.map((l) => l.resultStoreId)).size).toBe(3);
  });

  it('starts from the initial savepoint', () => {
    const document = application({ initialSavepointPath: 's3://bucket/savepoint' }, { mode: 'standalone' });
    expect(firstLaunch(modelOf(document)).restorePath).toBe('s3://bucket/savepoint');
    const manifests = render(document);
    expect(file(manifests).lines).toContain('execution.savepoint.path: s3://bucket/savepoint');
    expect(JSON.stringify(manifests)).toContain('"--fromSavepoint","s3://bucket/savepoint"');
  });

  it('gives way to a job id that somebody has set, and to a launch that says else', () => {
    const id = 'f'.repeat(32);
    const flinkConfiguration = { '$internal.pipeline.job-id': id, 'execution.savepoint.path': 's3://stale' };
    const manifests = render(application({}, { flinkConfiguration }), { generation: 7, restorePath: undefined });
    expect(file(manifests).lines).toContain(`$internal.pipeline.job-id: ${id}`);
    expect(file(manifests).lines.filter((line) => line.includes('stale'))).toEqual([]);
    const deployment = manifests.find((m) => m.kind === 'Deployment');
    expect(deployment?.metadata.annotations).toEqual({ 'flinkdeployment.flink.apache.org/generation': '7' });
  });
});

it('a suspended job has no objects', () => {
  expect(render(application({ state: 'suspended' }))).toEqual([]);
});

describe('a jar of /opt/flink/usrlib, where Flink looks anyway', () => {
  const jarURI = 'local:///opt/flink/usrlib/a.jar';
  const uri = 'file:///opt/flink/usrlib/a.jar';
  it.each<[string, Changes, Changes, string | undefined]>([
    ['is not named again when Flink has to find the main class', { jarURI }, { mode: 'standalone' }, undefined],
    ['is named with its main class', { jarURI, entryClass: 'a.B' }, { mode: 'standalone' }, uri],
    ['of another folder is named', { jarURI: 'local:///opt/a.jar' }, { mode: 'standalone' }, 'file:///opt/a.jar'],
    ['is named natively', { jarURI }, { mode: 'native' }, undefined],
  ])('%s', (_, job, spec, expected) => {
    const { lines } = file(render(application(job, { flinkVersion: 'v1_20', ...spec })));
    expect(lines.find((line) => line.startsWith('pipeline.classpaths'))).toBe(
      expected === undefined ? undefined : `pipeline.classpaths: ${expected}`,
    );
  });
});
