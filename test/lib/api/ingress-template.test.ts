import { parseIngressTemplate } from '../../../lib/api/apache/ingress-template';

describe('an ingress template', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['{{name}}.{{namespace}}.example.com', 'c.ns.example.com', undefined],
    ['/{{namespace}}/{{name}}(/|$)(.*)', undefined, '/ns/c(/|$)(.*)'],
    ['flink.k8s.io/{{namespace}}/{{name}}', 'flink.k8s.io', '/ns/c'],
    // The two that have been recorded with the operator.
    ['{{name}}.{{namespace}}.flink.example.com', 'c.ns.flink.example.com', undefined],
    ['https://flink.example.com/{{ Namespace }}/{{NAME}}?x=1', 'flink.example.com', '/{{ Namespace }}/c'],
    ['{{Name}}.{{NAMESPACE}}.{{name}}', 'c.ns.c', undefined],
    ['example.com', 'example.com', undefined],
    ['example.com/', 'example.com', '/'],
    ['example.com:8080/ui', 'example.com', '/ui'],
    ['example.com:', 'example.com', undefined],
    ['http://example.com', 'example.com', undefined],
    ['//example.com/ui', 'example.com', '/ui'],
    ['http://user:password@example.com/ui', 'example.com', '/ui'],
    ['http:///ui', undefined, '/ui'],
    ['example.com/ui#fragment', 'example.com', '/ui'],
    ['example.com?x=/1', 'example.com', undefined],
    ['/ui:8080', undefined, '/ui:8080'],
    ['  example.com/ui ', 'example.com', '/ui'],
    ['', undefined, undefined],
    ['http://', undefined, undefined],
  ])('%j leads to host %p and path %p', (template, host, path) => {
    expect(parseIngressTemplate(template, 'c', 'ns')).toEqual({ host, path });
  });

  it.each<[string, string]>([
    ['example.com:port', 'port is no port'],
    ['example.com:80x/ui', '80x is no port'],
    ['{{name}}:{{namespace}}', 'ns is no port'],
  ])('%j leads nowhere, because %s', (template, reason) => {
    expect(parseIngressTemplate(template, 'c', 'ns')).toEqual({ reason });
  });

  it('takes names as they are, not as patterns of a replacement', () => {
    expect(parseIngressTemplate('/{{name}}', '$&', 'ns')).toEqual({ host: undefined, path: '/$&' });
  });
});
