import { ERRORS, type ErrorCode } from '../../lib/errors';
import { FlinkError, formatPath, formatProblem, problem, type Path } from '../../lib/problem';

it.each<[Path, string]>([
  [[], ''],
  [['spec'], 'spec'],
  [['spec', 'podTemplate', 'spec', 'containers', 0, 'env'], 'spec.podTemplate.spec.containers[0].env'],
  [['spec', 'flinkConfiguration', 'state.dir'], 'spec.flinkConfiguration["state.dir"]'],
  [['metadata', 'labels', 'a"b'], 'metadata.labels["a\\"b"]'],
  [['a', ''], 'a[""]'],
  [['a', '0'], 'a["0"]'],
  [['a', 'b-c', '$x', '_y'], 'a.b-c.$x._y'],
  [['__proto__', 'größe'], '__proto__["größe"]'],
  [[0], '[0]'],
])('the path %j is written %j', (path, text) => {
  expect(formatPath(path)).toBe(text);
});

it('a problem in one line has code, field, message and hint', () => {
  const missing = problem('MissingField', ['spec', 'job'], { field: 'spec.job', purpose: 'the job to submit' });
  expect(missing).toEqual({
    code: 'MissingField',
    severity: 'error',
    path: ['spec', 'job'],
    message: 'spec.job is missing',
    hint: 'Set spec.job: the job to submit',
  });
  expect(formatProblem(missing)).toBe('MissingField: spec.job: spec.job is missing. Set spec.job: the job to submit.');
  const unknown = problem('UnknownField', [], { field: 'jbo', suggestion: 'job' }, 'warning');
  expect(unknown.severity).toBe('warning');
  expect(formatProblem(unknown)).toBe('UnknownField: unknown field "jbo". Did you mean "job"?');
});

it('an error shows every problem, and where it is', () => {
  const problems = [problem('NotPositive', ['a'], { value: '0' }), problem('NotPositive', ['b'], { value: '-1' })];
  expect(new FlinkError(problems).message).toBe(
    'NotPositive: a: must be more than 0, not 0. Write a positive quantity.\n' +
      'NotPositive: b: must be more than 0, not -1. Write a positive quantity.',
  );
  const error = new FlinkError(problems, 'chart/orders');
  expect(error.message.split('\n').every((line) => line.startsWith('[chart/orders] NotPositive: '))).toBe(true);
  expect(error.problems).toBe(problems);
  expect(error.name).toBe('FlinkError');
});

describe('the words of every error', () => {
  const args = new Proxy(
    {},
    { get: (_, key) => (['allowed', 'names', 'parts', 'types', 'known', 'jobs'].includes(String(key)) ? ['v'] : 'v') },
  );

  it.each(Object.keys(ERRORS) as ErrorCode[])('%s: one sentence each, without a full stop', (code) => {
    expect(code).toMatch(/^[A-Z][A-Za-z]+$/);
    const { message, hint } = problem(code, [], args as never);
    for (const text of [message, hint]) {
      expect(text).toMatch(/\S/);
      expect(text).not.toMatch(/undefined|\[object|\.$|\n/);
    }
  });
});
