import type { FlinkConfig } from '../../flink/config';
import { boolean, OPTIONS, text } from '../../flink/options';
import type { ClusterModel, IngressModel, JobModel } from '../../model/cluster';
import type { OperatorConfig } from '../operator-config';
import { effectiveConfig } from './effective-config';
import { parseIngressTemplate } from './ingress-template';
import { mergedTemplate, withOtherResources, withStartupProbe } from './pod-template';
import { resolveResources } from './resources';
import type { FlinkDeploymentResource, FlinkDeploymentSpec, JobSpec } from './types';

/**
 * Translates a FlinkDeployment that has passed its rules to the neutral model.
 *
 * @param effective the {@link effectiveConfig}, for callers that have it
 */
export function toModel(
  resource: FlinkDeploymentResource,
  operator: OperatorConfig,
  effective?: FlinkConfig,
): ClusterModel {
  const { spec } = resource;
  const { name, namespace = 'default' } = resource.metadata;
  const { flinkVersion } = spec;
  if (flinkVersion === undefined) throw new Error('toModel wants a resource that has passed its rules');
  const configuration = effective ?? effectiveConfig({ name, namespace, spec }, operator);
  return {
    layout: spec.mode ?? 'native',
    name,
    namespace,
    resource: { apiVersion: resource.apiVersion, kind: resource.kind, name },
    flinkVersion,
    configuration,
    logFiles: logFiles(spec, operator, configuration),
    ...podTemplates(spec, configuration),
    job: spec.job === undefined ? undefined : jobModel(spec.job),
    ingress: boolean(configuration, OPTIONS.manageIngress) ? ingressModel(spec, name, namespace) : undefined,
  };
}

function podTemplates(spec: FlinkDeploymentSpec, configuration: ReadonlyMap<string, string>) {
  const byName = boolean(configuration, OPTIONS.mergeArraysByName);
  const template = (process: FlinkDeploymentSpec['jobManager']) => {
    const merged = mergedTemplate(spec.podTemplate, process?.podTemplate, byName);
    const { otherRequests, otherLimits } = resolveResources(process ?? {});
    return withOtherResources(merged, otherRequests, otherLimits);
  };
  const jobManagerTemplate = template(spec.jobManager);
  return {
    jobManagerTemplate: boolean(configuration, OPTIONS.startupProbe)
      ? withStartupProbe(jobManagerTemplate)
      : jobManagerTemplate,
    taskManagerTemplate: template(spec.taskManager),
  };
}

/**
 * The resource's own log files replace the operator's altogether. Without them, a configuration folder elsewhere hides
 * the operator's: it looks for them there, on its own disk.
 */
function logFiles(
  spec: FlinkDeploymentSpec,
  operator: OperatorConfig,
  configuration: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (spec.logConfiguration !== undefined) return new Map(Object.entries(spec.logConfiguration));
  const elsewhere = text(configuration, OPTIONS.confDir) !== OPTIONS.confDir.default;
  return elsewhere ? new Map<string, string>() : operator.logFiles;
}

function jobModel(job: JobSpec): JobModel {
  return {
    entryClass: job.entryClass,
    args: job.args ?? [],
    suspended: job.state === 'suspended',
    allowNonRestoredState: job.allowNonRestoredState ?? false,
    initialSavepointPath: job.initialSavepointPath,
  };
}

function ingressModel(spec: FlinkDeploymentSpec, name: string, namespace: string): IngressModel | undefined {
  if (spec.ingress?.template === undefined) return undefined;
  const parsed = parseIngressTemplate(spec.ingress.template, name, namespace);
  if ('reason' in parsed) throw new Error('toModel wants a resource that has passed its rules');
  return {
    ...parsed,
    className: spec.ingress.className,
    annotations: spec.ingress.annotations ?? {},
    labels: spec.ingress.labels ?? {},
    tls: spec.ingress.tls ?? [],
  };
}
