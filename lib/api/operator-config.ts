import { type FlinkConfig, flattenConfig } from '../flink/config';
import { JAVA_17_OPTIONS } from '../flink/java-options';
import { FLINK_VERSIONS, atLeast, type FlinkVersion } from '../flink/version';
import { problem, type Problem } from '../problem';
import { parseYamlObject } from '../yaml';
import { DEFAULT_LOG_FILES, LOG_FILES } from './log-files';

/** What a platform team sets for all clusters: the operator's default configuration. */
export interface OperatorConfig {
  /** Base of the configuration of every cluster, and the operator's own options. */
  readonly config: FlinkConfig;
  /** `log4j-console.properties` and `logback-console.xml`, where a cluster has none of its own. */
  readonly logFiles: ReadonlyMap<string, string>;
}

const PREFIX = 'kubernetes.operator.default-configuration.';

/** The values that the chart of the Apache operator installs. */
export const BUILT_IN_OPERATOR_CONFIG: OperatorConfig = {
  config: new Map([
    ['taskmanager.numberOfTaskSlots', '1'],
    ['parallelism.default', '1'],
    [`${PREFIX}flink-version.v1_18.env.java.opts.all`, JAVA_17_OPTIONS],
    [`${PREFIX}flink-version.v1_19+.env.java.default-opts.all`, JAVA_17_OPTIONS],
    ['kubernetes.operator.reconcile.interval', '15 s'],
    ['kubernetes.operator.observer.progress-check.interval', '5 s'],
  ]),
  logFiles: DEFAULT_LOG_FILES,
};

/**
 * Reads an operator's configuration folder.
 *
 * @param files texts by file name: `flink-conf.yaml` or `config.yaml`, and the two log files. A log file that is
 * missing is missing in the clusters too, as it is with the operator.
 */
export function operatorConfigFrom(files: ReadonlyMap<string, string>): {
  readonly config: OperatorConfig;
  readonly problems: readonly Problem[];
} {
  const logFiles = new Map([...files].filter(([name]) => LOG_FILES.includes(name)));
  const modern = files.get('config.yaml');
  const legacy = files.get('flink-conf.yaml');
  const none = { config: { config: new Map<string, string>(), logFiles }, problems: [] };
  // As the operator's own Flink does: the older file wins when both are there.
  if (legacy !== undefined) return { ...none, config: { config: parseLegacy(legacy), logFiles } };
  if (modern === undefined) {
    return { ...none, problems: [problem('MissingOperatorConfig', [], { names: ['flink-conf.yaml', 'config.yaml'] })] };
  }
  const tree = parseYamlObject(modern);
  if (typeof tree === 'string') return { ...none, problems: [problem('InvalidOperatorConfig', [], { reason: tree })] };
  return { ...none, config: { config: flattenConfig(tree), logFiles } };
}

/** `flink-conf.yaml` as Flink's legacy parser reads it: `key: value` lines, `#` starts a comment, no value no option. */
function parseLegacy(text: string): Map<string, string> {
  const config = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^([^#]*?): ([^#]*)/.exec(line.trim()) ?? [];
    if (key?.trim() && value?.trim()) config.set(key.trim(), value.trim());
  }
  return config;
}

/**
 * The default configuration of a cluster: the base, then what is set for its namespace, then for its Flink version
 * (`v1_19+` before exact versions, older before newer).
 */
export function defaultConfig(
  operator: OperatorConfig,
  namespace: string,
  version: FlinkVersion | undefined,
): Map<string, string> {
  const result = new Map<string, string>();
  const overlays: [key: string, value: string][] = [];
  for (const [key, value] of operator.config) {
    if (key.startsWith(PREFIX)) overlays.push([key.slice(PREFIX.length), value]);
    else result.set(key, value);
  }
  const overlay = (prefix: string) => {
    for (const [key, value] of overlays) if (key.startsWith(prefix)) result.set(key.slice(prefix.length), value);
  };
  overlay(`namespace.${namespace}.`);
  if (version !== undefined) {
    for (const v of FLINK_VERSIONS) if (atLeast(version, v)) overlay(`flink-version.${v}+.`);
    overlay(`flink-version.${version}.`);
  }
  return result;
}
