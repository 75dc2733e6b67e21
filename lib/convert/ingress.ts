import { parseIngressTemplate } from '../api/apache/ingress-template';
import type { FlinkDeploymentSpec, IngressSpec } from '../api/apache/types';
import type { FlinkClusterIngress } from '../api/flinkcluster/types';
import { filled, type Losses, type Source } from './converted';

/** Annotation by which an Ingress chose its class before it had a field for that. */
const CLASS = 'kubernetes.io/ingress.class';

/** The Ingress of a FlinkDeployment as a FlinkCluster says it. */
export function toClusterIngress(
  source: Source,
  spec: FlinkDeploymentSpec,
  name: string,
  namespace: string,
  losses: Losses,
): FlinkClusterIngress | undefined {
  const at = ['spec', 'ingress'];
  if (spec.ingress === undefined) return undefined;
  const template = source.take<string>(...at, 'template') ?? '';
  const className = source.take<string>(...at, 'className');
  const annotations = source.take<Record<string, string>>(...at, 'annotations');
  const tls = source.take<NonNullable<IngressSpec['tls']>>(...at, 'tls') ?? [];
  source.drop([...at, 'labels'], 'its Ingress has the labels of the cluster only', 'Remove the labels');
  const address = parseIngressTemplate(template, name, namespace);
  const { host, path } = 'reason' in address ? { host: undefined, path: undefined } : address;
  if (path !== undefined && path !== '/') {
    losses.dropped([...at, 'template'], `its Ingress has the path /, not ${path}`, 'Give the web UI a host of its own');
  }
  const [certificate, ...others] = tls;
  const hosts = certificate?.hosts ?? [];
  const fits = hosts.length === 0 ? host === undefined : hosts.length === 1 && hosts[0] === host;
  if (tls.length > 0 && (others.length > 0 || !fits)) {
    const reason = 'the certificate of its Ingress is for the one host of the template';
    losses.dropped([...at, 'tls'], reason, 'Use one entry with the host of the template');
  }
  return {
    ...filled({
      hostFormat: host === undefined ? undefined : hostFormat(template, namespace),
      annotations: { ...annotations, ...(className === undefined ? {} : { [CLASS]: className }) },
    }),
    ...(tls.length === 0 ? {} : filled({ useTls: true, tlsSecretName: certificate?.secretName })),
  };
}

/** The host of a template, in which the name of the cluster stays a variable. */
function hostFormat(template: string, namespace: string): string {
  const variable = '{{$clusterName}}';
  // The host is cut out with a name that is a host name; letters that no host has mark where the variable goes.
  const marked = parseIngressTemplate(template, '\u0001', namespace);
  const host = 'reason' in marked ? '' : (marked.host ?? '');
  return host.replaceAll('\u0001', variable);
}

/** The Ingress of a FlinkCluster as a FlinkDeployment says it. */
export function toDeploymentIngress(source: Source, name: string): IngressSpec | undefined {
  const at = ['spec', 'jobManager', 'ingress'];
  const ingress = source.take<FlinkClusterIngress>(...at);
  if (ingress === undefined) return undefined;
  const { hostFormat: format, useTls = false, tlsSecretName } = ingress;
  const { [CLASS]: className, ...annotations } = ingress.annotations ?? {};
  const template = format?.replace(/\{\{\s*\$clusterName\s*\}\}/g, '{{name}}');
  const host = format?.replace(/\{\{\s*\$clusterName\s*\}\}/g, () => name);
  if (tlsSecretName !== undefined && !useTls) {
    source.change(
      [...at, 'tlsSecretName'],
      'it is left out, as nothing uses it without useTls',
      'Nothing has to be done',
    );
  }
  const tls =
    useTls && (host || tlsSecretName) ? [filled({ hosts: host ? [host] : [], secretName: tlsSecretName })] : [];
  return filled({ template: template || '/', className, annotations, tls });
}
