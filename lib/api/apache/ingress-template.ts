import { problem, type Problem } from '../../problem';
import { computed, type CelRule } from '../cel';

/** Where an Ingress listens. */
export interface IngressAddress {
  readonly host: string | undefined;
  readonly path: string | undefined;
}

/**
 * Host and path of an ingress template such as `{{name}}.{{namespace}}.example.com/flink(/|$)(.*)`. The two variables are
 * replaced in any case, but not with blanks inside the braces, as with the operator.
 *
 * @returns host and path, or in words why the text is no address
 */
export function parseIngressTemplate(
  template: string,
  name: string,
  namespace: string,
): IngressAddress | { readonly reason: string } {
  const text = template
    .trim()
    .replace(/\{\{name\}\}/gi, () => name)
    .replace(/\{\{namespace\}\}/gi, () => namespace)
    .replace(/^(?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\//, '');
  const start = text.search(/[/?#]/);
  const authority = start < 0 ? text : text.slice(0, start);
  const rest = start < 0 ? '' : text.slice(start).replace(/#.*$/s, '');
  const host = authority.replace(/^.*@/, '');
  const colon = host.lastIndexOf(':');
  if (colon >= 0 && !/^\d*$/.test(host.slice(colon + 1))) return { reason: `${host.slice(colon + 1)} is no port` };
  const path = rest.startsWith('/') ? rest.replace(/[?].*$/s, '') : '';
  const bare = colon < 0 ? host : host.slice(0, colon);
  return { host: bare.trim() === '' ? undefined : bare, path: path === '' ? undefined : path };
}

/** The problem of a template that is no address. */
export function badIngress(template: string, reason: string): Problem {
  return problem('InvalidIngressTemplate', ['spec', 'ingress', 'template'], { template, reason });
}

/** The text after the last colon of the authority that is no number. What variables make of a port is not known here. */
const BAD_PORT = '^([A-Za-z][-A-Za-z0-9+.]*:)?(//)?[^/?#]*:[^:/?#@{]*[^0-9:/?#@{][^:/?#@{]*([/?#]|$)';

/** {@link parseIngressTemplate} for the API server, as far as names do not matter. */
export const INGRESS_TEMPLATE_CEL: readonly CelRule[] = [
  {
    at: 'spec.ingress',
    rule: `!has(self.template) || !self.template.trim().matches('${BAD_PORT}')`,
    problem: badIngress(
      computed('self.template'),
      `${computed(`self.template.trim().find(':[^:/?#@]+([?#/]|$)').find('[^:/?#@]+')`)} is no port`,
    ),
  },
];
