import { flattenConfig, parseList, type FlinkConfig } from '../../flink/config';
import { boolean, OPTIONS, text } from '../../flink/options';
import { problem, type Path, type Problem } from '../../problem';
import { computed } from '../cel';
import type { Rule } from '../rules';
import { autoscalerRule } from './autoscaler-rules';
import { configPath } from './config-path';
import { CLUSTER_NAME, invalidName, invalidNamespace, isDnsName } from './deployment-rules';
import { jobRules } from './job-rules';
import type { FlinkDeploymentResource, FlinkSessionJobResource } from './types';

/** What the rules about a FlinkSessionJob look at. */
export interface SessionJobInput {
  readonly resource: FlinkSessionJobResource;
  /** The session cluster, when it is among the inputs. */
  readonly cluster: FlinkDeploymentResource | undefined;
  /** Configuration of the cluster overlaid by the job's own options. */
  readonly config: FlinkConfig;
  /** The operator's own configuration, which a job cannot override. */
  readonly operator: FlinkConfig;
}

/** The options of a session job over those of its cluster. */
export function sessionJobConfig(resource: FlinkSessionJobResource, cluster: FlinkConfig): Map<string, string> {
  return new Map([...cluster, ...flattenConfig(resource.spec.flinkConfiguration)]);
}

const DEPLOYMENT_NAME: Path = ['spec', 'deploymentName'];
const JAR_URI: Path = ['spec', 'job', 'jarURI'];

const CLUSTER_MISSING = missing('spec.deploymentName', 'the session cluster that runs the job');
const JOB_MISSING = missing('spec.job', 'the job to submit');

/** Every rule about a FlinkSessionJob that its schema cannot say. */
export const SESSION_JOB_RULES: readonly Rule<SessionJobInput>[] = [
  {
    code: 'InvalidName',
    path: 'metadata.name',
    needs: 'spec',
    test: ({ resource: { metadata } }) =>
      isDnsName(metadata.name) ? [] : invalidName(metadata.name, ['metadata', 'name']),
  },
  {
    code: 'InvalidNamespace',
    path: 'metadata.namespace',
    needs: 'spec',
    test: ({ resource: { metadata } }) => invalidNamespace(metadata.namespace),
  },
  {
    code: 'InvalidName',
    path: 'spec.deploymentName',
    needs: 'spec',
    test: ({ resource: { spec } }) =>
      spec.deploymentName === undefined ? [CLUSTER_MISSING] : invalidName(spec.deploymentName, DEPLOYMENT_NAME),
    cel: [
      { at: 'spec', rule: 'has(self.deploymentName)', problem: CLUSTER_MISSING },
      {
        at: 'spec.deploymentName',
        rule: `self.matches('${CLUSTER_NAME}')`,
        problem: problem('InvalidName', DEPLOYMENT_NAME, { name: computed('self') }),
      },
    ],
  },
  {
    code: 'MissingField',
    path: 'spec.job',
    needs: 'spec',
    test: ({ resource: { spec } }) => (spec.job === undefined ? [JOB_MISSING] : []),
    cel: [{ at: 'spec', rule: 'has(self.job)', problem: JOB_MISSING }],
  },
  { code: 'InvalidJarUri', path: 'spec.job.jarURI', needs: 'config', test: invalidJar },
  {
    code: 'NotASessionCluster',
    path: 'spec.deploymentName',
    needs: 'others',
    test: ({ cluster }) =>
      cluster?.spec.job === undefined
        ? []
        : [problem('NotASessionCluster', DEPLOYMENT_NAME, { cluster: cluster.metadata.name })],
  },
  {
    code: 'SessionClusterNotFound',
    path: 'spec.deploymentName',
    needs: 'others',
    test: ({ resource: { spec, metadata }, cluster: found }) => {
      const { deploymentName: cluster } = spec;
      const { namespace = 'default' } = metadata;
      if (cluster === undefined || found !== undefined) return [];
      return [problem('SessionClusterNotFound', DEPLOYMENT_NAME, { cluster, namespace }, 'warning')];
    },
  },
  ...jobRules<SessionJobInput>(
    ({ resource, config }) => ({
      job: resource.spec.job,
      configuration: resource.spec.flinkConfiguration,
      config,
      taskManagerReplicas: undefined,
    }),
    'false',
  ),
  autoscalerRule<SessionJobInput>(({ resource, config }) => ({
    config,
    at: (key) => configPath(resource.spec.flinkConfiguration, key),
  })),
];

function missing(field: string, purpose: string): Problem {
  return problem('MissingField', field.split('.'), { field, purpose });
}

/**
 * Whoever fetches the jar does so with the rights of the platform, so address and scheme are restricted. Names are not
 * resolved here: that would make the answer depend on the machine that asks.
 */
function invalidJar({ resource, operator }: SessionJobInput): Problem[] {
  const uri = resource.spec.job?.jarURI;
  if (uri === undefined) return [];
  const refuse = (reason: string, hint: string) => [problem('InvalidJarUri', JAR_URI, { uri, reason, hint })];
  if (/[\s<>"{}|\\^`]/.test(uri)) return refuse('it is no URI', 'Escape blanks and other special characters');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return refuse('it has no scheme', 'Start with https://');
  const allowed = parseList(text(operator, OPTIONS.artifactSchemes)).map((s) => s.toLowerCase());
  if (!allowed.includes(scheme)) {
    return refuse(
      `the scheme ${scheme} is not allowed (${allowed.join(', ')})`,
      `Use ${allowed.join(' or ')}, or extend ${OPTIONS.artifactSchemes.key} in the operator's configuration`,
    );
  }
  if ((scheme !== 'http' && scheme !== 'https') || !boolean(operator, OPTIONS.restrictArtifactHosts)) return [];
  const host = hostOf(uri);
  if (host === undefined) return refuse('it has no host', 'Write the host after the slashes');
  return restricted(host) ? refuse(`${host} is an address of a private network`, 'Use a public host') : [];
}

function hostOf(uri: string): string | undefined {
  if (!/^https?:\/\/[^/?#]/i.test(uri)) return undefined;
  try {
    return new URL(uri).hostname.replace(/^\[|\]$/g, '') || undefined;
  } catch {
    return undefined;
  }
}

/** Loopback, link-local, site-local, wildcard and multicast addresses, as far as the text itself shows them. */
function restricted(host: string): boolean {
  if (/(^|\.)localhost\.?$/i.test(host)) return true;
  const v4 = /^(?:::ffff:)?(\d+)\.(\d+)\.\d+\.\d+$/i.exec(host);
  if (v4 !== null) {
    const [a = 0, b = 0] = [Number(v4[1]), Number(v4[2])];
    const local = a === 0 || a === 10 || a === 127 || (a === 169 && b === 254) || (a === 192 && b === 168);
    return local || (a === 172 && b >= 16 && b <= 31) || (a >= 224 && a <= 239);
  }
  return host.includes(':') && /^(::1?$|fe[89ab]|fe[cdef]|ff|::ffff:)/i.test(host);
}
