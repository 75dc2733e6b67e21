import { own } from '../../json';
import { problem, type Problem } from '../../problem';
import type { Rule } from '../rules';
import type { FlinkClusterInput } from './rules';
import { taskSlots } from './sizes';
import { isBefore } from './version';

const SLOTS = 'taskmanager.numberOfTaskSlots';

/** The rules about Flink's options and files. None is an error: the operator takes them all. */
export const propertyRules: readonly Rule<FlinkClusterInput>[] = [
  { code: 'FieldWithoutEffect', path: 'spec.flinkProperties', needs: 'spec', test: decidedElsewhere },
  {
    code: 'InvalidConfigValue',
    path: 'spec.flinkProperties',
    needs: 'spec',
    test: ({ spec }) => {
      const value = own(spec.flinkProperties ?? {}, SLOTS);
      if (value === undefined || taskSlots(spec) !== undefined) return [];
      const args = { key: SLOTS, value, expected: 'an integer' };
      return [problem('InvalidConfigValue', ['spec', 'flinkProperties', SLOTS], args, 'warning')];
    },
  },
  { code: 'ConfigValueNotRepresentable', path: 'spec.flinkProperties', needs: 'spec', test: notRepresentable },
  {
    code: 'FieldWithoutEffect',
    path: 'spec.logConfig',
    needs: 'spec',
    test: ({ spec }) => {
      const file = isBefore(spec.flinkVersion, '2.0') ? 'flink-conf.yaml' : 'config.yaml';
      const reason = 'the file is made from the other fields';
      return [file, 'submit-job.sh']
        .filter((name) => own(spec.logConfig ?? {}, name) !== undefined)
        .map((name) => problem('FieldWithoutEffect', ['spec', 'logConfig', name], { field: name, reason }, 'warning'));
    },
  },
];

/** Options that follow from the name of the cluster and from the ports, whatever the author says. */
function decidedElsewhere({ resource, spec }: FlinkClusterInput): Problem[] {
  const { rpc, blob, query, ui } = spec.jobManager.ports;
  const decided = new Map<string, string>([
    ['jobmanager.rpc.address', `${resource.metadata.name}-jobmanager`],
    ['jobmanager.rpc.port', String(rpc)],
    ['blob.server.port', String(blob)],
    ['query.server.port', String(query)],
    ['rest.port', String(ui)],
  ]);
  return [...decided].flatMap(([key, value]) => {
    const given = own(spec.flinkProperties ?? {}, key);
    if (given === undefined || given === value) return [];
    const reason = `${key === 'jobmanager.rpc.address' ? 'the name of the cluster' : 'spec.jobManager.ports'} decides it`;
    return [problem('FieldWithoutEffect', ['spec', 'flinkProperties', key], { field: key, reason }, 'warning')];
  });
}

/** The file of Flink before 2.0 is read line by line and cut at `#`; from 2.0 on it is YAML, in which values are quoted. */
function notRepresentable({ spec }: FlinkClusterInput): Problem[] {
  if (!isBefore(spec.flinkVersion, '2.0')) return [];
  return Object.entries(spec.flinkProperties ?? {}).flatMap(([key, value]) => {
    const lines = /[\r\n]/.test(key + value);
    if (!lines && !value.includes('#')) return [];
    const args = lines
      ? { key, what: 'a line break', loss: 'the rest becomes other options' }
      : { key, what: '"#"', loss: 'Flink takes the rest for a comment' };
    return [problem('ConfigValueNotRepresentable', ['spec', 'flinkProperties', key], args, 'warning')];
  });
}
